//! What is to be written: drafts, campaigns, recommendations.

use clap::{Args, Subcommand};
use copydesk_app::domain::Variable;

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
