//! The rule packs of a workspace: those that are shipped, a person's own in their place, and what the shop decided for
//! itself.

use crate::{
    Desk, Home,
    view::{DeskEvent, PackView, Problem, RuleSettings, RuleView, RulesView},
};
use copydesk_domain::{Deed, Market, Product, Shop, channel::ChannelFamily};
use copydesk_rules::{About, Audience, CategoryId, Pack, PackError, Rulebook, TestFailure, categories_of};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Setting under which the shop's own rules and overrides are kept.
const RULES: &str = "rules";
/// Setting that says what approvals were last judged by.
const JUDGED_BY: &str = "judged_by";
/// Folder of the data folder whose packs stand in for shipped ones of the same id, or come besides.
const FOLDER: &str = "rules";

/// The rulebook of a workspace, made when it is first asked for and again when the settings changed.
#[derive(Clone, Default)]
pub(crate) struct RulebookKeeper(Arc<Mutex<Option<Made>>>);

struct Made {
    settings: RuleSettings,
    book: Arc<Rulebook>,
}

/// Everything that a rule may know about a draft besides its words.
#[derive(Clone, Default)]
pub(crate) struct Subject {
    pub markets: Vec<Market>,
    pub categories: Vec<CategoryId>,
    pub family: Option<ChannelFamily>,
    pub facts: String,
    pub attributes: Vec<(String, String)>,
}

impl Subject {
    pub(crate) fn of(product: &Product, markets: Vec<Market>, family: Option<ChannelFamily>) -> Self {
        let fields = &product.fields;
        let mut facts: Vec<String> =
            fields.facts().into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let cells = product.source_row.iter().flat_map(|row| &row.cells);
        facts.extend(cells.map(|(header, cell)| format!("{header}: {cell}")));
        let row = product.source_row.iter().flat_map(|row| row.cells.iter().cloned());
        let attributes =
            fields.attributes.iter().map(|fact| (fact.name.clone(), fact.value.clone())).chain(row).collect();
        let categories = categories_of(&fields.category, &fields.name, &fields.tags);
        Self { markets, categories, family, facts: facts.join("\n"), attributes }
    }

    pub(crate) fn about(&self) -> About<'_> {
        About {
            markets: &self.markets,
            categories: &self.categories,
            audience: audience(self.family),
            family: self.family,
            facts: &self.facts,
            attributes: &self.attributes,
        }
    }
}

/// A service dialogue is read by one customer; everything else is advertising, what is aimed by a profile included (SAMR,
/// guide 1 on the Advertising Law, 2025, art. 6).
pub(crate) fn audience(family: Option<ChannelFamily>) -> Audience {
    if family == Some(ChannelFamily::Service) { Audience::Chat } else { Audience::Advert }
}

/// The markets of a copy: where the shop sells; where it has not said so, those in which its language is read.
pub(crate) fn markets(shop: &Shop, language: &str) -> Vec<Market> {
    if !shop.markets.is_empty() {
        return shop.markets.clone();
    }
    match language.to_lowercase().split(['-', '_']).next().unwrap_or_default() {
        "zh" => vec![Market::Cn],
        "en" if language.to_lowercase().ends_with("us") => vec![Market::Us],
        "en" if language.to_lowercase().ends_with("gb") => vec![Market::Uk],
        "en" | "" => vec![Market::Us, Market::Eu, Market::Uk],
        _ => vec![Market::Eu],
    }
}

fn wrong(error: &PackError) -> Problem {
    Problem::new("rule_pack", error.to_string()).with("detail", error)
}

fn read(path: &Path) -> Result<Pack, Problem> {
    let unreadable = |error: std::io::Error| {
        let message = format!("{} cannot be read: {error}.", path.display());
        Problem::new("file_unreadable", message).with("path", path.display())
    };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    Pack::read(&path.display().to_string(), &text).map_err(|error| wrong(&error))
}

/// Files of packs in a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

impl Home {
    /// All packs: the shipped ones, and those in the data folder's `rules/` in their place or besides.
    ///
    /// # Errors
    /// `rule_pack` with the file, the rule and the field that is wrong.
    pub(crate) fn packs(&self) -> Result<Vec<Pack>, Problem> {
        let mut packs = Pack::shipped().map_err(|error| wrong(&error))?;
        for file in files(&self.folder().join(FOLDER)) {
            let own = read(&file)?;
            match packs.iter_mut().find(|pack| pack.id == own.id) {
                Some(pack) => *pack = own,
                None => packs.push(own),
            }
        }
        Ok(packs)
    }

    /// Runs the sentences that every pack brings along, or those of the files given: how many rules there are, and what
    /// does not do what its pack says.
    ///
    /// # Errors
    /// `rule_pack` when a pack cannot be read.
    pub fn test_rules(&self, files: &[PathBuf]) -> Result<(usize, Vec<TestFailure>), Problem> {
        let packs = if files.is_empty() {
            self.packs()?
        } else {
            files.iter().map(|file| read(file)).collect::<Result<_, _>>()?
        };
        let (mut rules, mut failures) = (0, Vec::new());
        for pack in &packs {
            rules += pack.rules.len();
            failures.extend(pack.test().map_err(|error| wrong(&error))?);
        }
        Ok((rules, failures))
    }

    /// All packs, as a person reads them.
    ///
    /// # Errors
    /// `rule_pack` when one cannot be read.
    pub fn rule_packs(&self) -> Result<Vec<PackView>, Problem> {
        Ok(self.packs()?.iter().map(view).collect())
    }

    /// The rulebook without any workspace.
    pub(crate) fn rulebook(&self) -> Result<Rulebook, Problem> {
        Rulebook::new(self.packs()?, &[], &[]).map_err(|error| wrong(&error))
    }
}

impl Desk {
    /// What the shop decided for itself about rules.
    pub(crate) async fn rule_settings(&self) -> Result<RuleSettings, Problem> {
        Ok(self.store.settings().read(RULES).await?)
    }

    /// The rulebook of the workspace.
    pub(crate) async fn rulebook(&self) -> Result<Arc<Rulebook>, Problem> {
        let settings = self.rule_settings().await?;
        let kept = || self.rules.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = kept().as_ref()
            && made.settings == settings
        {
            return Ok(made.book.clone());
        }
        let book = Arc::new(self.made(&settings)?);
        *kept() = Some(Made { settings, book: book.clone() });
        Ok(book)
    }

    fn made(&self, settings: &RuleSettings) -> Result<Rulebook, Problem> {
        Rulebook::new(self.home.packs()?, &settings.changes, &settings.own).map_err(|error| wrong(&error))
    }

    /// The packs with what the shop decided about them.
    ///
    /// # Errors
    /// `rule_pack` when one in the data folder cannot be read.
    pub async fn rules(&self) -> Result<RulesView, Problem> {
        let book = self.rulebook().await?;
        Ok(RulesView { packs: book.packs().iter().map(view).collect(), settings: self.rule_settings().await? })
    }

    /// Judges approvals when the packs, the channels or the shop's markets are others than they were judged by: after an
    /// update of the program, or of a file in the data folder. Answers with how many fell.
    ///
    /// # Errors
    /// `rule_pack` when a pack cannot be read, and when the workspace cannot be read or written.
    pub async fn judge_by_present_rules(&self) -> Result<u64, Problem> {
        let shelf = self.shelf().await?;
        let present = json!({
            "rules": shelf.rules.edition(),
            "channels": shelf.channels.edition(),
            "markets": shelf.shop.markets,
        });
        if self.store.settings().get(JUDGED_BY).await? == Some(present.clone()) {
            return Ok(0);
        }
        let fell = self.judge_approvals().await?;
        self.store.settings().set(JUDGED_BY, &present).await?;
        Ok(fell)
    }

    /// Does beside everything else what opening a workspace need not wait for: compiles the rules, and judges approvals by
    /// them when they are new.
    pub fn catch_up(&self) {
        let desk = self.clone();
        tokio::spawn(async move {
            match desk.rulebook().await {
                Ok(book) => drop(tokio::task::spawn_blocking(move || book.prepare())),
                Err(problem) => tracing::warn!(%problem, "the rules could not be read"),
            }
            match desk.judge_by_present_rules().await {
                Ok(0) => {}
                Ok(drafts) => desk.home.sink().send(DeskEvent::ApprovalsFell { drafts }),
                Err(problem) => tracing::warn!(%problem, "approvals could not be judged"),
            }
        });
    }

    /// Saves what the shop decides for itself, and judges approvals by it: those that would not be given now go back to
    /// review. Answers with how many.
    ///
    /// # Errors
    /// `rule_pack` with the rule and the field that cannot be read, `missing_override_reason`; nothing is saved then.
    pub async fn save_rules(&self, settings: RuleSettings) -> Result<u64, Problem> {
        self.made(&settings)?;
        if let Some(change) = settings.changes.iter().find(|change| change.reason.trim().is_empty()) {
            let message = format!("Say why “{}” is treated otherwise: the reason stays with the rule.", change.target);
            return Err(Problem::new("missing_override_reason", message).with("name", &change.target));
        }
        self.store.settings().set(RULES, &json!(settings)).await?;
        self.store.ledger().append(&[self.general(Deed::RulesChanged, json!({ "rules": settings }))]).await?;
        self.judge_by_present_rules().await
    }
}

fn view(pack: &Pack) -> PackView {
    PackView {
        id: pack.id.clone(),
        version: pack.version.clone(),
        name: pack.name.clone(),
        markets: pack.markets.clone(),
        categories: pack.categories.iter().map(|category| category.0.clone()).collect(),
        chat: pack.audiences.is_empty() || pack.audiences.contains(&Audience::Chat),
        advert: pack.audiences.is_empty() || pack.audiences.contains(&Audience::Advert),
        sources: pack
            .source
            .iter()
            .map(|source| format!("{} {}", source.title, source.date).trim().to_owned())
            .collect(),
        on: pack.on,
        rules: pack
            .rules
            .iter()
            .map(|rule| RuleView {
                id: rule.id.clone(),
                level: rule.level,
                words: rule.words(),
                phrases: rule.phrases().to_vec(),
            })
            .collect(),
    }
}
