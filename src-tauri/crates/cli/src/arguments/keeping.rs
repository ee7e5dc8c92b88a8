//! What is kept, taken out and accounted for: exports, rules, the ledger, profiles, providers.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
