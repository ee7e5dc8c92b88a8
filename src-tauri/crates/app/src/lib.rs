//! The use cases of Copydesk, and the ports through which they meet the world.
//!
//! The window and the command line know only this crate. A [`Desk`] is one open workspace at one [`Home`]: the home holds
//! what belongs to the person and the machine (settings, keys, the engine), the desk what belongs to the workspace.
//! Every use case answers with a [`view`] type or with a [`Problem`].

mod bench;
pub mod bindings;
mod briefs;
mod campaign;
mod changes;
mod channels;
mod checking;
mod deciding;
mod desk;
mod disclosing;
mod drafting;
mod drafts;
mod exporting;
mod facts;
mod home;
mod importing;
mod incoming;
mod judging;
mod keychain;
mod keys;
mod learning;
mod ledger;
mod localising;
mod masking;
mod ports;
mod privacy;
mod problem;
mod products;
mod profiles;
mod prompting;
mod providers;
mod reading;
mod recommending;
mod rewriting;
mod rules;
mod sample;
mod selection;
mod settings;
mod shelf;
pub mod view;
mod voices;
mod writing;

pub use async_trait::async_trait;
pub use campaign::why_it_rests;
pub use copydesk_domain as domain;
pub use copydesk_llm::{ClientSettings, Secret};
pub use copydesk_llm_local::EngineSettings;
pub use desk::{Desk, Fill};
pub use exporting::export_columns;
pub use home::{Home, HomeSettings, data_folder, find_built_in_model};
pub use judging::{Judge, JudgeRequest};
pub use keychain::Keychain;
pub use learning::learn_voice;
pub use ports::{Clock, EventSink, SecretError, SecretStore, SystemClock};
pub use products::ProductSaved;
pub use prompting::template_fields;
pub use selection::Selection;
pub use view::Problem;
