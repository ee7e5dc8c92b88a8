//! What can be typed. The help is written to be read.

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// The workspace file.
    #[arg(long, short, value_name = "FILE.db", env = "COPYDESK_WORKSPACE")]
    pub workspace: PathBuf,

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
    /// List profiles.
    Profiles,
    /// List briefs.
    Briefs,
    /// List drafts, newest first.
    Drafts {
        /// Only drafts in this state.
        #[arg(long)]
        status: Option<Status>,
    },
    /// Write drafts: products × profiles × variants of one brief. One JSON line a draft.
    Generate(Generate),
    /// Replace a draft's text by a file's. It becomes a new revision; the model's own text stays.
    Edit {
        /// The draft.
        id: String,
        /// UTF-8 text; `-` reads standard input.
        #[arg(long, value_name = "FILE")]
        text_file: PathBuf,
    },
    /// Approve drafts.
    Approve {
        /// The drafts.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
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
    Export {
        /// The file to write.
        file: PathBuf,
        /// Which drafts.
        #[arg(long, default_value = "approved")]
        status: ExportStatus,
        /// Columns by key, in order, such as sku,name,profile,copy; the note on AI is always there.
        #[arg(long, value_delimiter = ',')]
        columns: Vec<String>,
        /// Replace the file if it exists.
        #[arg(long)]
        overwrite: bool,
    },
    /// Where drafts are written.
    Providers {
        #[command(subcommand)]
        command: Option<Providers>,
    },
}

#[derive(Debug, Args)]
pub struct Generate {
    /// The brief, by name.
    #[arg(long)]
    pub brief: String,
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
    /// Show what would be sent and send nothing.
    #[arg(long)]
    pub dry_run: bool,
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
pub enum ProtocolName {
    OpenaiChat,
    OpenaiCompletions,
    Local,
}
