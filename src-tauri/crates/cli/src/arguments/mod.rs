//! What can be typed. The help is written to be read.

mod keeping;
mod writing;

pub use keeping::*;
pub use writing::*;

use clap::{Parser, Subcommand};
use copydesk_app::{Problem, domain::DraftId};
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
    /// Why a draft says what it says: its prompt, what each sentence rests on, what changed since, how sure the model was.
    Why {
        /// The draft.
        id: String,
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

/// Drafts' ids as they were typed.
pub fn draft_ids(ids: &[String]) -> Result<Vec<DraftId>, Problem> {
    ids.iter().map(|id| draft_id(id)).collect()
}

/// A draft's id, or a problem that says how to find one.
pub fn draft_id(id: &str) -> Result<DraftId, Problem> {
    id.parse().map_err(|_| {
        Problem::new("not_found", format!("“{id}” is not a draft's id. List them with: drafts --json."))
            .with("name", id)
    })
}
