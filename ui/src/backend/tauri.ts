// The only file, with its neighbours in this folder, that knows Tauri.
import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import { open, save } from '@tauri-apps/plugin-dialog'
import { revealItemInDir } from '@tauri-apps/plugin-opener'
import type { Backend } from './backend'
import type { DeskEvent } from './bindings'

export const tauri: Backend = {
  workspace: () => invoke('workspace'),
  workspaceOpen: (path) => invoke('workspace_open', { path }),
  workspaceCreate: (path, sample) => invoke('workspace_create', { path, sample }),
  settings: () => invoke('settings'),
  settingsSave: (settings) => invoke('settings_save', { settings }),

  products: (query) => invoke('products', { query }),
  productIds: (query) => invoke('product_ids', { query }),
  product: (id) => invoke('product', { id }),
  categories: () => invoke('categories'),
  tags: () => invoke('tags'),
  productSave: (id, fields) => invoke('product_save', { id, fields }),
  productInspect: (fields) => invoke('product_inspect', { fields }),
  productsDelete: (ids) => invoke('products_delete', { ids }),
  productsRestore: (ids) => invoke('products_restore', { ids }),

  profiles: (search) => invoke('profiles', { search }),
  profileSave: (id, fields) => invoke('profile_save', { id, fields }),
  specialCategories: (profile) => invoke('special_categories', { profile }),
  profilesDelete: (ids) => invoke('profiles_delete', { ids }),
  profilesRestore: (ids) => invoke('profiles_restore', { ids }),

  importPreview: (request) => invoke('import_preview', { request }),
  importRun: (request) => invoke('import_run', { request }),

  briefs: () => invoke('briefs'),
  briefSave: (id, fields) => invoke('brief_save', { id, fields }),
  briefsDelete: (ids) => invoke('briefs_delete', { ids }),
  briefsRestore: (ids) => invoke('briefs_restore', { ids }),
  briefReset: (id) => invoke('brief_reset', { id }),
  templateFields: () => invoke('template_fields'),
  promptPreview: (request) => invoke('prompt_preview', { request }),

  generate: (request) => invoke('generate', { request }),
  runCancel: (run) => invoke('run_cancel', { run }),
  drafts: (query) => invoke('drafts', { query }),
  draft: (id) => invoke('draft', { id }),
  draftsOfProduct: (product) => invoke('drafts_of_product', { product }),
  draftSaveText: (id, edit, text) => invoke('draft_save_text', { id, edit, text }),
  draftRestore: (id, revision) => invoke('draft_restore', { id, revision }),
  draftsToReview: (ids) => invoke('drafts_to_review', { ids }),
  draftsApprove: (ids) => invoke('drafts_approve', { ids }),
  draftsReject: (ids, reason) => invoke('drafts_reject', { ids, reason }),
  draftWaive: (id, findings, reason) => invoke('draft_waive', { id, findings, reason }),
  draftWaiverWithdraw: (id, findings) => invoke('draft_waiver_withdraw', { id, findings }),
  draftsDelete: (ids) => invoke('drafts_delete', { ids }),
  draftsUndelete: (ids) => invoke('drafts_undelete', { ids }),

  campaigns: () => invoke('campaigns'),
  campaign: (id) => invoke('campaign', { id }),
  campaignEstimate: (request) => invoke('campaign_estimate', { request }),
  campaignPreviewCell: (request, cell) => invoke('campaign_preview_cell', { request, cell }),
  campaignStart: (request, trial) => invoke('campaign_start', { request, trial }),
  campaignPause: (id) => invoke('campaign_pause', { id }),
  campaignCancel: (id) => invoke('campaign_cancel', { id }),
  campaignResume: (id, resume) => invoke('campaign_resume', { id, resume }),
  campaignRetry: (id, retry) => invoke('campaign_retry', { id, retry }),
  campaignFailures: (id) => invoke('campaign_failures', { id }),
  campaignTroubles: (id, filter) => invoke('campaign_troubles', { id, filter }),
  campaignProfiles: (id) => invoke('campaign_profiles', { id }),
  campaignRequest: (id) => invoke('campaign_request', { id }),
  campaignsDelete: (ids) => invoke('campaigns_delete', { ids }),
  campaignsRestore: (ids) => invoke('campaigns_restore', { ids }),
  keepGoing: () => invoke('keep_going'),
  pauseAndClose: () => invoke('pause_and_close'),

  disclosures: () => invoke('disclosures'),
  exportColumns: (language) => invoke('export_columns', { language }),
  exportPreview: (request) => invoke('export_preview', { request }),
  exportRun: (request) => invoke('export_run', { request }),

  providers: () => invoke('providers'),
  providerSave: (id, fields) => invoke('provider_save', { id, fields }),
  providersDelete: (ids) => invoke('providers_delete', { ids }),
  providersRestore: (ids) => invoke('providers_restore', { ids }),
  providerMakeDefault: (id) => invoke('provider_make_default', { id }),
  keySet: (provider, key, keeping) => invoke('key_set', { provider, key, keeping }),
  keyRemove: (provider) => invoke('key_remove', { provider }),
  providerTest: (provider) => invoke('provider_test', { provider }),
  providerModels: (provider) => invoke('provider_models', { provider }),
  engine: () => invoke('engine'),
  modelInspect: (path) => invoke('model_inspect', { path }),

  channels: () => invoke('channels'),
  channelBrief: (channel, language) => invoke('channel_brief', { channel, language }),
  draftCheck: (request) => invoke('draft_check', { request }),
  draftSaveFields: (id, edit, fields) => invoke('draft_save_fields', { id, edit, fields }),
  rewrite: (request) => invoke('rewrite', { request }),
  localise: (request) => invoke('localise', { request }),
  emailHtml: (draft) => invoke('email_html', { draft }),
  emailExport: (draft, path, overwrite) => invoke('email_export', { draft, path, overwrite }),
  dialoguesExport: (path, format, filter, overwrite, label) =>
    invoke('dialogues_export', { path, format, filter, overwrite, label }),

  briefTry: (request) => invoke('brief_try', { request }),
  briefVersions: (id) => invoke('brief_versions', { id }),
  partials: () => invoke('partials'),
  partialSave: (id, fields) => invoke('partial_save', { id, fields }),
  partialsDelete: (ids) => invoke('partials_delete', { ids }),
  partialsRestore: (ids) => invoke('partials_restore', { ids }),

  voices: () => invoke('voices'),
  voiceSave: (id, fields) => invoke('voice_save', { id, fields }),
  voicesDelete: (ids) => invoke('voices_delete', { ids }),
  voicesRestore: (ids) => invoke('voices_restore', { ids }),
  voiceVersions: (id) => invoke('voice_versions', { id }),
  voiceLearn: (request) => invoke('voice_learn', { request }),
  shop: () => invoke('shop'),
  shopSave: (shop) => invoke('shop_save', { shop }),

  rules: () => invoke('rules'),
  rulesSave: (settings) => invoke('rules_save', { settings }),
  claimAccept: (id, acceptance) => invoke('claim_accept', { id, acceptance }),

  recommend: (request) => invoke('recommend', { request }),
  recommendPick: (product, profile, pick) => invoke('recommend_pick', { product, profile, pick }),
  recommendationMessage: (request) => invoke('recommendation_message', { request }),

  approvalRules: () => invoke('approval_rules'),
  approvalRulesSave: (rules) => invoke('approval_rules_save', { rules }),
  ledger: (before, deed, limit) => invoke('ledger', { before, deed, limit }),
  ledgerOfDraft: (id) => invoke('ledger_of_draft', { id }),
  ledgerVerify: () => invoke('ledger_verify'),
  ledgerExport: (path, overwrite) => invoke('ledger_export', { path, overwrite }),
  privacy: () => invoke('privacy'),
  privacySave: (privacy) => invoke('privacy_save', { privacy }),
  privacySent: () => invoke('privacy_sent'),
  profileErase: (name) => invoke('profile_erase', { name }),

  chooseFile: (filters) => open({ multiple: false, directory: false, filters }),
  chooseSave: (suggested, filters) => save({ defaultPath: suggested, filters }),
  zoom: (factor) => getCurrentWebview().setZoom(factor),
  reveal: (path) => revealItemInDir(path),
  listen: (onEvent) => {
    const listening = listen<DeskEvent>('desk', (event) => onEvent(event.payload))
    return () => void listening.then((stop) => stop())
  },
}
