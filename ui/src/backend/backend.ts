// The one interface that features see. Tauri stands behind it in the window, an in-memory twin in component tests.
import type {
  AiLabel,
  Disclosures,
  ApprovalRules,
  Deed,
  ErasedView,
  Finding,
  FindingPlace,
  LedgerEntry,
  LedgerVerdict,
  PrivacySettings,
  SentView,
  ChannelView,
  CheckRequest,
  ClaimAcceptance,
  DialogueFormat,
  ExportFilter,
  FieldReport,
  FieldValue,
  LearnRequest,
  LocaliseRequest,
  PartialFields,
  Pick,
  RecommendationMessageRequest,
  Recommended,
  RecommendRequest,
  RecordVersion,
  RewriteRequest,
  RuleSettings,
  RulesView,
  SharedPartial,
  Shop,
  SpecialFinding,
  TrialRequest,
  Voice,
  VoiceFields,
  VoiceProposal,
  Brief,
  BriefFields,
  CampaignEstimate,
  CampaignRequest,
  CellFilter,
  CellPreview,
  DeskEvent,
  DraftListing,
  DraftQuery,
  DraftView,
  Draft,
  EngineView,
  ExportColumnView,
  ExportPreview,
  ExportRequest,
  ExportResult,
  FailureGroup,
  GenerateRequest,
  ImportPreview,
  ImportRequest,
  ImportResult,
  InterfaceLanguage,
  KeyKeeping,
  ModelFileView,
  Page,
  PreviewRequest,
  Product,
  ProductFields,
  ProductListing,
  ProductQuery,
  Profile,
  ProfileFields,
  ProfileProgress,
  PromptPreview,
  ProviderFields,
  ProviderView,
  Resume,
  Retry,
  RunView,
  Settings,
  Started,
  TestReport,
  TroubleView,
  Undecided,
  WorkspaceView,
} from './bindings'

/** Every method rejects with a `Problem`. */
export interface Backend {
  // workspace
  workspace(): Promise<WorkspaceView>
  workspaceOpen(path: string): Promise<WorkspaceView>
  /** Creates a workspace file; with `sample`, filled with the sample shop. Refuses to overwrite. */
  workspaceCreate(path: string, sample: boolean): Promise<WorkspaceView>
  settings(): Promise<Settings>
  settingsSave(settings: Settings): Promise<Settings>

  // products
  products(query: ProductQuery): Promise<Page<ProductListing>>
  productIds(query: ProductQuery): Promise<string[]>
  product(id: string): Promise<Product>
  categories(): Promise<string[]>
  /** Tags of all products, in their order. */
  tags(): Promise<string[]>
  /** Without an id a new product is made. Approvals that rest on changed facts go back to review: `reopened`. */
  productSave(id: string | null, fields: ProductFields): Promise<{ product: Product; reopened: number }>
  /** Hostile text in what is typed: instructions to a model, risky markup, characters that nobody sees. Saves nothing. */
  productInspect(fields: ProductFields): Promise<Finding[]>
  productsDelete(ids: string[]): Promise<void>
  productsRestore(ids: string[]): Promise<void>

  // profiles
  profiles(search: string): Promise<Profile[]>
  profileSave(id: string | null, fields: ProfileFields): Promise<Profile>
  /** Words of what is typed from which something that the law protects especially can be inferred. Saves nothing. */
  specialCategories(profile: ProfileFields): Promise<SpecialFinding[]>
  profilesDelete(ids: string[]): Promise<void>
  profilesRestore(ids: string[]): Promise<void>

  // import
  importPreview(request: ImportRequest): Promise<ImportPreview>
  importRun(request: ImportRequest): Promise<ImportResult>

  // briefs
  briefs(): Promise<Brief[]>
  briefSave(id: string | null, fields: BriefFields): Promise<Brief>
  briefsDelete(ids: string[]): Promise<void>
  briefsRestore(ids: string[]): Promise<void>
  /** Sets a built-in brief back to what was shipped. */
  briefReset(id: string): Promise<Brief>
  /** Names a template can use. */
  templateFields(): Promise<string[]>
  promptPreview(request: PreviewRequest): Promise<PromptPreview>

  // drafts
  generate(request: GenerateRequest): Promise<Started>
  runCancel(run: string): Promise<void>
  drafts(query: DraftQuery): Promise<Page<DraftListing>>
  draft(id: string): Promise<DraftView>
  /** Whole drafts of one product, oldest first, for Compare. */
  draftsOfProduct(product: string): Promise<Draft[]>
  /** Saves what a person typed. All saves with one `edit` id (a UUID made when the person begins to type) are one revision. */
  draftSaveText(id: string, edit: string, text: string): Promise<DraftView>
  /** Makes a new revision with the text of an earlier one. */
  draftRestore(id: string, revision: number): Promise<DraftView>
  draftsToReview(ids: string[]): Promise<Undecided[]>
  /** Approves as the reviewer of the settings; answers with those it left, and why. */
  draftsApprove(ids: string[]): Promise<Undecided[]>
  draftsReject(ids: string[], reason: string): Promise<Undecided[]>
  /** Lets cautions stand, all or none, with one reason: for the same words in the same field, wherever they move. */
  draftWaive(id: string, findings: FindingPlace[], reason: string): Promise<DraftView>
  /** Takes that back; an approval that rested on it falls. */
  draftWaiverWithdraw(id: string, findings: FindingPlace[]): Promise<DraftView>
  draftsDelete(ids: string[]): Promise<void>
  draftsUndelete(ids: string[]): Promise<void>

  // campaigns
  /** All runs, newest first. */
  campaigns(): Promise<RunView[]>
  campaign(id: string): Promise<RunView>
  /** Counts and prices a campaign. Nothing is sent. */
  campaignEstimate(request: CampaignRequest): Promise<CampaignEstimate>
  /** Exactly what would be sent for one cell, from 0. */
  campaignPreviewCell(request: CampaignRequest, cell: number): Promise<CellPreview>
  /** Starts and answers at once; with `trial` it rests after so many drafts, for a look. */
  campaignStart(request: CampaignRequest, trial: number | null): Promise<RunView>
  /** Finishes what is under way, then rests. */
  campaignPause(id: string): Promise<void>
  /** Stops at once; drafts that are whole stay. */
  campaignCancel(id: string): Promise<void>
  campaignResume(id: string, resume: Resume): Promise<RunView>
  campaignRetry(id: string, retry: Retry): Promise<RunView>
  /** Cells without a draft, those with the same reason together, the most frequent first. */
  campaignFailures(id: string): Promise<FailureGroup[]>
  campaignTroubles(id: string, filter: CellFilter): Promise<Page<TroubleView>>
  campaignProfiles(id: string): Promise<ProfileProgress[]>
  /** What a run was asked for, to ask again with other choices. */
  campaignRequest(id: string): Promise<CampaignRequest>
  /** Takes runs at rest out of the list; their drafts stay. */
  campaignsDelete(ids: string[]): Promise<void>
  campaignsRestore(ids: string[]): Promise<void>
  /** Hides the window; campaigns go on, and the tray brings it back. */
  keepGoing(): Promise<void>
  /** Pauses all campaigns, waits for what is under way, and closes. */
  pauseAndClose(): Promise<void>

  // export
  /** The duties of laws and platforms to say that AI took part. */
  disclosures(): Promise<Disclosures>
  exportColumns(language: InterfaceLanguage): Promise<ExportColumnView[]>
  exportPreview(request: ExportRequest): Promise<ExportPreview>
  /** Rejects with code `file_exists` when the file is there and `overwrite` is false. */
  exportRun(request: ExportRequest): Promise<ExportResult>

  // providers and keys
  providers(): Promise<ProviderView[]>
  providerSave(id: string | null, fields: ProviderFields): Promise<ProviderView>
  providersDelete(ids: string[]): Promise<void>
  providersRestore(ids: string[]): Promise<void>
  providerMakeDefault(id: string): Promise<ProviderView[]>
  /** Rejects with `no_keychain`, `keychain_locked`, `keychain_dismissed` or `keychain_failed`: offer `this_run`. */
  keySet(provider: string, key: string, keeping: KeyKeeping): Promise<ProviderView>
  keyRemove(provider: string): Promise<ProviderView>
  providerTest(provider: string): Promise<TestReport>
  providerModels(provider: string): Promise<string[]>
  engine(): Promise<EngineView>
  modelInspect(path: string): Promise<ModelFileView>

  // channels and fields
  /** Every channel, with its limits, default briefs and samples. */
  channels(): Promise<ChannelView[]>
  /** The shipped brief of a channel as one of the workspace; it is added at its first use. */
  channelBrief(channel: string, language: 'en' | 'zh'): Promise<Brief>
  /** Measures and checks what stands in an editor; nothing is saved. */
  draftCheck(request: CheckRequest): Promise<FieldReport>
  /** As `draftSaveText`, for a draft with fields; also makes fields of an answer that could not be read. */
  draftSaveFields(id: string, edit: string, fields: Record<string, FieldValue>): Promise<DraftView>
  /** Told by `suggestion_text`, `suggestion_done`, `suggestion_failed`; `runCancel` stops it. */
  rewrite(request: RewriteRequest): Promise<Started>
  /** New drafts in another language, told as those of `generate`. */
  localise(request: LocaliseRequest): Promise<Started>
  /** The email as HTML, every text in it escaped. */
  emailHtml(draft: string): Promise<string>
  /** Writes an approved email as HTML and, beside it, as plain text. */
  emailExport(draft: string, path: string, overwrite: boolean): Promise<ExportResult>
  /** Approved conversations as saved replies (csv), a FAQ (csv) or training messages (jsonl). */
  dialoguesExport(
    path: string,
    format: DialogueFormat,
    filter: ExportFilter,
    overwrite: boolean,
    label: AiLabel,
  ): Promise<ExportResult>

  // briefs on the bench, their parts and versions
  /** Told by `trial_done` and `trial_failed`, then `run_done`. */
  briefTry(request: TrialRequest): Promise<Started>
  /** Newest first. */
  briefVersions(id: string): Promise<RecordVersion<BriefFields>[]>
  partials(): Promise<SharedPartial[]>
  partialSave(id: string | null, fields: PartialFields): Promise<SharedPartial>
  partialsDelete(ids: string[]): Promise<void>
  partialsRestore(ids: string[]): Promise<void>

  // voices and the shop
  voices(): Promise<Voice[]>
  voiceSave(id: string | null, fields: VoiceFields): Promise<Voice>
  voicesDelete(ids: string[]): Promise<void>
  voicesRestore(ids: string[]): Promise<void>
  /** Newest first. */
  voiceVersions(id: string): Promise<RecordVersion<VoiceFields>[]>
  /** Proposes a voice from texts; counted on this machine, nothing is sent or saved. */
  voiceLearn(request: LearnRequest): Promise<VoiceProposal>
  shop(): Promise<Shop>
  shopSave(shop: Shop): Promise<Shop>

  // rules and claims
  /** Every pack, and what the shop decided about them. */
  rules(): Promise<RulesView>
  /** Answers with how many approvals went back to review. Rejects with `rule_pack` or `invalid_fields`. */
  rulesSave(settings: RuleSettings): Promise<number>
  /** Makes a claim of a draft a fact of its product, and checks the draft again. */
  claimAccept(id: string, acceptance: ClaimAcceptance): Promise<DraftView>

  // recommendations
  /** Pinned first, then by score; excluded ones last. */
  recommend(request: RecommendRequest): Promise<Recommended[]>
  recommendPick(product: string, profile: string, pick: Pick | null): Promise<void>
  /** One draft over several products, told as those of `generate`. */
  recommendationMessage(request: RecommendationMessageRequest): Promise<Started>

  // approval, the ledger, privacy
  approvalRules(): Promise<ApprovalRules>
  approvalRulesSave(rules: ApprovalRules): Promise<ApprovalRules>
  /** Entries before a number, newest first. */
  ledger(before: number | null, deed: Deed | null, limit: number): Promise<LedgerEntry[]>
  /** What was done with a draft, oldest first. */
  ledgerOfDraft(id: string): Promise<LedgerEntry[]>
  /** Follows the whole chain; one that does not hold is an answer, not a problem. */
  ledgerVerify(): Promise<LedgerVerdict>
  /** Writes all entries, one JSON object a line; answers with how many. `file_exists` as with `exportRun`. */
  ledgerExport(path: string, overwrite: boolean): Promise<number>
  privacy(): Promise<PrivacySettings>
  /** Saves, and erases at once what is older than it may be kept. */
  privacySave(privacy: PrivacySettings): Promise<PrivacySettings>
  /** What went to whom, the latest first. */
  privacySent(): Promise<SentView[]>
  /** Erases all profiles of a name, deleted ones too, with everything written for them. It cannot be taken back. */
  profileErase(name: string): Promise<ErasedView>

  // the system
  /** Native dialogs; null when the person dismissed them. */
  chooseFile(filters: FileFilter[]): Promise<string | null>
  chooseSave(suggested: string, filters: FileFilter[]): Promise<string | null>
  /** Shows a file in the system's file browser. */
  reveal(path: string): Promise<void>
  /** Sizes the whole window, as a browser's zoom does: 1 is as designed. */
  zoom(factor: number): Promise<void>
  /** Calls back for every event until the returned function is called. */
  listen(onEvent: (event: DeskEvent) => void): () => void
}

export interface FileFilter {
  name: string
  extensions: string[]
}
