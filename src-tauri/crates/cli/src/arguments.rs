//! What can be typed. The help is written to be read.

use clap::{Args, Parser, Subcommand, ValueEnum};
use copydesk_app::{
    Problem,
    domain::{DraftId, Variable},
};
use std::path::PathBuf;

/// Drafts, edits and approves shop copy without a window.
///
/// A workspace is one file. It is created when it does not exist, with the built-in briefs and the built-in model and
/// nothing else; `init --sample` fills it with the sample shop. The same file opens in the window, though not in both
/// at once.
///
/// Every command answers on standard output: a table for people, or JSON with --json. It ends with status 0; with 1 and
/// {"error":{"code","message"}} on standard error when something went wrong; with 2 when the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "copydesk-cli", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    /// The workspace file. `channels`, `count`, `check` and `rules` need none.
    #[arg(long, short, global = true, value_name = "FILE.db", env = "COPYDESK_WORKSPACE")]
    pub workspace: Option<PathBuf>,

    /// Answer in JSON.
    #[arg(long, global = true)]
    pub json: bool,

    /// The name that edits and approvals carry; without it the name of the window's settings, else of the system's user.
    #[arg(long, global = true, value_name = "NAME", env = "COPYDESK_REVIEWER")]
    pub reviewer: Option<String>,

    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  copydesk-cli -w shop.db init --sample
  copydesk-cli -w shop.db import products catalogue.csv
  copydesk-cli -w shop.db generate --brief \"Marketing copy\" --sku HM-1042
  copydesk-cli -w shop.db generate --channel instagram --sku HM-1042 --profile \"Home office\"
  copydesk-cli count --channel x --field text post.txt --json
  copydesk-cli -w shop.db recommend --profile \"Home office\" --top 5
  copydesk-cli -w shop.db campaign plan --brief \"Marketing copy\" --category Kitchen --max-cost 2
  copydesk-cli -w shop.db --json drafts --status draft
  copydesk-cli -w shop.db approve 0199c5f2-…
  copydesk-cli -w shop.db export approved.xlsx";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create the workspace, empty or with the sample shop.
    Init {
        /// Fill it with the sample shop: 24 products and 10 profiles in English and Chinese.
        #[arg(long)]
        sample: bool,
    },
    /// Read products or profiles from CSV or XLSX. Columns are guessed by their headers; products are matched by SKU,
    /// profiles by name.
    Import {
        /// What the rows are.
        kind: Kind,
        /// The file.
        file: PathBuf,
    },
    /// List products.
    Products,
    /// List profiles, or erase one everywhere.
    Profiles {
        #[command(subcommand)]
        command: Option<Profiles>,
    },
    /// List briefs.
    Briefs,
    /// List drafts, newest first.
    Drafts {
        /// Only drafts in this state.
        #[arg(long)]
        status: Option<Status>,
        /// Only drafts of this run.
        #[arg(long, value_name = "RUN")]
        run: Option<String>,
    },
    /// List channels: where copy appears, the fields it has there, and the limits of each with their sources.
    Channels,
    /// Measure a text as the channel's platform does.
    Count {
        /// The channel, such as x or google-rsa.
        #[arg(long, value_name = "ID")]
        channel: String,
        /// The field, such as text or headlines.
        #[arg(long, value_name = "ID")]
        field: String,
        /// UTF-8 text; a list has an entry a line. `-` reads standard input.
        file: PathBuf,
    },
    /// Judge a text by the rules of a market and a channel and, with --sku, by the product's facts. Ends with status 0
    /// whatever it finds.
    Check {
        /// Whose law; without it the shop's markets, or those of the text's language.
        #[arg(long, value_name = "MARKET")]
        market: Option<MarketName>,
        /// The channel, such as product-page or dialogue.
        #[arg(long, value_name = "ID")]
        channel: String,
        /// The product that the text is about; needs a workspace.
        #[arg(long)]
        sku: Option<String>,
        /// What kind of thing it is about, such as cosmetics or alcohol, where no product says so.
        #[arg(long, value_name = "CATEGORY", conflicts_with = "sku")]
        category: Option<String>,
        /// Judge every line of the file alone: one JSON line each.
        #[arg(long)]
        lines: bool,
        /// UTF-8 text, or a JSON object of the channel's fields; `-` reads standard input.
        file: PathBuf,
    },
    /// The rule packs: which there are, and whether each does what it says.
    Rules {
        #[command(subcommand)]
        command: Rules,
    },
    /// Products worth pitching to a profile, or profiles for a product, each with its reasons. Nothing leaves the machine.
    Recommend(Recommend),
    /// Write drafts: products × profiles × variants of one brief. One JSON line a draft.
    Generate(Generate),
    /// Write approved drafts in another language: facts, glossary and limits stay. One JSON line a draft.
    Localise {
        /// The approved drafts.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// The language, as a BCP 47 tag such as de or zh-CN.
        #[arg(long, value_name = "TAG")]
        language: String,
        /// The provider, by name. Without it: the built-in model.
        #[arg(long, value_name = "NAME")]
        provider: Option<String>,
    },
    /// Write thousands of drafts: planned first, started once, resumed whatever happens.
    Campaign {
        #[command(subcommand)]
        command: Campaign,
    },
    /// Replace a draft's text or fields by a file's. They become a new revision; the model's own stay.
    Edit {
        /// The draft.
        id: String,
        /// UTF-8 text; `-` reads standard input.
        #[arg(long, value_name = "FILE", required_unless_present = "fields_file")]
        text_file: Option<PathBuf>,
        /// All fields of a draft of a channel, as one JSON object; `-` reads standard input.
        #[arg(long, value_name = "FILE", conflicts_with = "text_file")]
        fields_file: Option<PathBuf>,
    },
    /// Approve drafts. Each is checked again: what is forbidden, or asks for a person's word, is named and left.
    Approve {
        /// The drafts.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Let everything stand that asks for a person's word, for this reason; it stays with the drafts.
        #[arg(long, value_name = "REASON")]
        waive: Option<String>,
    },
    /// Reject drafts.
    Reject {
        /// The drafts.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Why; it stays with the drafts.
        #[arg(long)]
        reason: String,
    },
    /// Write drafts to a spreadsheet. The extension chooses XLSX or CSV; the file is written whole or not at all.
    Export(Export),
    /// Mark what may not leave this machine: a request to a server is then refused before a byte goes out.
    LocalOnly {
        #[command(flatten)]
        what: LocalOnlyWhat,
        /// Take the mark away.
        #[arg(long)]
        off: bool,
    },
    /// Show what was sent to whom and the workspace's rules about data, or change these.
    Privacy {
        /// Replace personal data before a request goes out, and put it back in the answer.
        #[arg(long, value_name = "on|off")]
        mask: Option<Switch>,
        /// Erase prompts, profiles in drafts, and deleted and rejected drafts after so many days; 0 keeps them.
        #[arg(long, value_name = "DAYS")]
        keep_days: Option<u32>,
    },
    /// Show or change what the workspace asks of an approval.
    ApprovalRules {
        /// Another person than those who wrote the copy or asked for it approves.
        #[arg(long, value_name = "on|off")]
        second_person: Option<Switch>,
    },
    /// Who did what when: list the newest entries, verify the chain, or write all of it for an auditor.
    Ledger {
        #[command(subcommand)]
        command: Option<Ledger>,
    },
    /// Where drafts are written.
    Providers {
        #[command(subcommand)]
        command: Option<Providers>,
    },
}

/// What to write, for whom, where.
#[derive(Debug, Args)]
pub struct Cells {
    /// A product, by SKU; can be given again. Without it: every product.
    #[arg(long)]
    pub sku: Vec<String>,
    /// A profile, by name; can be given again. Without it: the neutral draft.
    #[arg(long)]
    pub profile: Vec<String>,
    /// Variants of each cell.
    #[arg(long, value_name = "N")]
    pub variants: Option<u32>,
    /// The provider, by name. Without it: the built-in model.
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
    /// Another model of that provider; for a local one the path of a GGUF file.
    #[arg(long, value_name = "M")]
    pub model: Option<String>,
    /// Sampling temperature, 0 to 2.
    #[arg(long, value_name = "T")]
    pub temperature: Option<f32>,
    /// Most tokens to write.
    #[arg(long, value_name = "N")]
    pub max_tokens: Option<u32>,
    /// Seed of the first variant; it reproduces a draft of a model on this machine exactly.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

#[derive(Debug, Args)]
pub struct Generate {
    /// The brief, by name.
    #[arg(long, required_unless_present = "channel")]
    pub brief: Option<String>,
    /// The brief that was shipped for a channel, in the language of the first product; lines then carry `fields`.
    #[arg(long, value_name = "ID", conflicts_with = "brief")]
    pub channel: Option<String>,
    #[command(flatten)]
    pub cells: Cells,
    /// A value for a variable of the brief, such as subject=returns; can be given again.
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = variable)]
    pub variables: Vec<Variable>,
    /// Show what would be sent and send nothing.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Export {
    /// The file to write.
    pub file: PathBuf,
    /// Which drafts.
    #[arg(long, default_value = "approved")]
    pub status: ExportStatus,
    /// Columns by key, in order, such as sku,name,profile,copy; the note on AI is always there.
    #[arg(long, value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Only drafts of this channel, a column a field. What its platform would refuse is named and nothing written.
    #[arg(long, value_name = "ID")]
    pub channel: Option<String>,
    /// Conversations: saved replies (CSV), questions and answers (CSV), or messages for training (JSONL).
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["columns", "channel"])]
    pub dialogues: Option<Dialogues>,
    /// One approved email, as HTML and, beside it, as plain text.
    #[arg(long, value_name = "DRAFT", conflicts_with_all = ["columns", "channel", "dialogues"])]
    pub email: Option<String>,
    /// Where the AI label goes that a market of the shop or the platform asks for: in a column, in the text of the copy,
    /// or nowhere. An email has it as a line, unless none.
    #[arg(long, value_name = "WHERE", default_value = "column")]
    pub ai_label: AiLabelPlace,
    /// Replace the file if it exists.
    #[arg(long)]
    pub overwrite: bool,
}

/// What is recommended, to whom.
#[derive(Debug, Args)]
pub struct Recommend {
    /// The profile, by name: answers with products.
    #[arg(long, value_name = "NAME", required_unless_present = "sku")]
    pub profile: Option<String>,
    /// The product, by SKU: answers with profiles.
    #[arg(long, conflicts_with = "profile")]
    pub sku: Option<String>,
    /// How many at most.
    #[arg(long, value_name = "K", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub top: u32,
    /// Write one message over the products instead, ten at most.
    #[arg(long, requires = "profile")]
    pub message: bool,
    /// The provider that writes the message, by name. Without it: the built-in model.
    #[arg(long, value_name = "NAME", requires = "message")]
    pub provider: Option<String>,
}

fn variable(text: &str) -> Result<Variable, String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE, such as subject=returns")?;
    Ok(Variable { name: name.trim().to_owned(), value: value.to_owned() })
}

/// What a campaign is made of.
#[derive(Debug, Args)]
pub struct CampaignCells {
    /// A brief, by name; can be given again.
    #[arg(long, required_unless_present = "channel")]
    pub brief: Vec<String>,
    /// The brief that was shipped for a channel, in the language of the first product; can be given again.
    #[arg(long, value_name = "ID")]
    pub channel: Vec<String>,
    #[command(flatten)]
    pub cells: Cells,
    /// Only products with these words, instead of --sku.
    #[arg(long, value_name = "WORDS", conflicts_with = "sku")]
    pub search: Option<String>,
    /// Only products of this category.
    #[arg(long, value_name = "NAME", conflicts_with = "sku")]
    pub category: Option<String>,
    /// Only products with this tag.
    #[arg(long, value_name = "TAG", conflicts_with = "sku")]
    pub tag: Option<String>,
    /// Add the neutral draft to the profiles.
    #[arg(long)]
    pub neutral: bool,
    /// Leave out products without a description.
    #[arg(long)]
    pub skip_without_description: bool,
    /// Leave out what has an approved draft.
    #[arg(long)]
    pub skip_approved: bool,
    /// Leave out what has any draft that was not rejected.
    #[arg(long)]
    pub only_missing: bool,
    /// Hand the drafts over in files; the provider writes them within a day for about half the price.
    #[arg(long)]
    pub batch: bool,
    #[command(flatten)]
    pub limits: Limits,
}

/// How much a run may cost, and how fast it may go.
#[derive(Debug, Args)]
pub struct Limits {
    /// Rest before the run could cost more than this, in the currency of the price (US dollars).
    #[arg(long, value_name = "AMOUNT")]
    pub max_cost: Option<f64>,
    /// Rest before the run could take more tokens than this, read and written.
    #[arg(long, value_name = "N")]
    pub max_total_tokens: Option<u64>,
    /// Requests under way at a time, 1 to 256; without it 4, at a model on this machine as many as it writes together.
    #[arg(long, value_name = "N")]
    pub in_flight: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub enum Campaign {
    /// Count the drafts and estimate tokens, money and time. Nothing is sent.
    Plan {
        #[command(flatten)]
        cells: CampaignCells,
        /// Show exactly what would be sent for one cell, numbered from 0, instead.
        #[arg(long, value_name = "N")]
        cell: Option<u64>,
    },
    /// Start a campaign and carry it out. Ctrl-C lets it finish what is under way and rest; `resume` goes on.
    Start {
        #[command(flatten)]
        cells: CampaignCells,
        /// What to call it; without it the brief's name.
        #[arg(long, default_value = "")]
        name: String,
        /// Rest after so many cells, for a look.
        #[arg(long = "try", value_name = "N")]
        trial: Option<u64>,
    },
    /// Go on with a run, only what is missing: cells that failed or are of unknown outcome first, then the rest.
    Resume {
        /// The run.
        run: String,
        /// Leave cells alone that failed.
        #[arg(long)]
        skip_failed: bool,
        /// Leave cells alone of unknown outcome, which may have been billed.
        #[arg(long)]
        skip_unknown: bool,
        /// Rest after so many cells, for a look.
        #[arg(long = "try", value_name = "N")]
        trial: Option<u64>,
        #[command(flatten)]
        limits: Limits,
    },
    /// Send cells again that failed or are of unknown outcome, and nothing else.
    Retry {
        /// The run.
        run: String,
        /// Only this cell, by its number in `failures`; can be given again.
        #[arg(long, value_name = "N")]
        cell: Vec<u64>,
        /// Only cells with this problem, by its code in `failures --json`.
        #[arg(long, value_name = "CODE")]
        code: Option<String>,
    },
    /// Start a campaign like an earlier one, with another model.
    Again {
        /// The earlier run.
        run: String,
        /// Another provider, by name.
        #[arg(long, value_name = "NAME")]
        provider: Option<String>,
        /// Another model.
        #[arg(long, value_name = "M")]
        model: Option<String>,
        /// Leave out what has any draft that was not rejected.
        #[arg(long)]
        only_missing: bool,
        #[command(flatten)]
        limits: Limits,
    },
    /// Let a run finish what is under way and rest; it may be carried out by the window or another command.
    Pause {
        /// The run.
        run: String,
    },
    /// Stop a run at once; drafts that are whole stay.
    Cancel {
        /// The run.
        run: String,
    },
    /// How a run stands.
    Status {
        /// The run.
        run: String,
    },
    /// Cells without a draft, each with its reason.
    Failures {
        /// The run.
        run: String,
    },
    /// List runs, newest first.
    List,
}

#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Run the sentences that every pack brings along. Ends with status 1 when a rule does not do what its pack says.
    Test {
        /// Only these files of packs; without them the shipped ones and those in the data folder.
        files: Vec<PathBuf>,
    },
    /// List all rules with their level and what they rest on.
    List,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MarketName {
    Cn,
    Us,
    Eu,
    Uk,
}

/// What may not leave this machine.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct LocalOnlyWhat {
    /// The product, by SKU.
    #[arg(long)]
    pub sku: Option<String>,
    /// The profile, by name.
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// The whole workspace.
    #[arg(long)]
    pub everything: bool,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

#[derive(Debug, Subcommand)]
pub enum Profiles {
    /// Erase every profile that has or had this name, with the drafts that were written for it and what the ledger told of
    /// them. It cannot be taken back.
    Erase {
        /// The name.
        name: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// Follow the whole chain. Ends with status 1 and the entry when one was changed, taken out or put in.
    Verify {
        /// The hash of an entry that was the newest once: also prove that nothing was cut off behind it.
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
    },
    /// Write all entries to a file, a JSON object a line.
    Export {
        /// The file.
        file: PathBuf,
        /// Replace the file if it exists.
        #[arg(long)]
        overwrite: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Providers {
    /// Add a provider.
    Add {
        /// Its name.
        name: String,
        /// How to speak to it.
        #[arg(long)]
        protocol: ProtocolName,
        /// Address up to and including the version, such as https://host/v1. A local model has none.
        #[arg(long, value_name = "URL", default_value = "")]
        base_url: String,
        /// The model's name at the server, or the path of a GGUF file.
        #[arg(long, value_name = "M")]
        model: String,
        /// Read the key from standard input and keep it in the system's keychain.
        #[arg(long)]
        key_stdin: bool,
    },
    /// Test a provider step by step.
    Test {
        /// Its name.
        name: String,
    },
    /// Remove a provider and its key.
    Remove {
        /// Its name.
        name: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    Products,
    Profiles,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Status {
    Draft,
    #[value(alias = "in_review")]
    InReview,
    Approved,
    Rejected,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExportStatus {
    Approved,
    All,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AiLabelPlace {
    Column,
    Text,
    None,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Dialogues {
    Macro,
    Faq,
    Training,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ProtocolName {
    OpenaiChat,
    OpenaiCompletions,
    Local,
}

/// Drafts' ids as they were typed.
pub fn draft_ids(ids: &[String]) -> Result<Vec<DraftId>, Problem> {
    ids.iter()
        .map(|id| {
            id.parse().map_err(|_| {
                Problem::new("not_found", format!("“{id}” is not a draft's id. List them with: drafts --json."))
                    .with("name", id)
            })
        })
        .collect()
}
