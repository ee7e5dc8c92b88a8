//! A campaign: products × profiles × variants of one brief, started once, that finishes whatever happens.
//!
//! What may happen to a cell, to a run and to its money is decided here, in plain functions without a clock or a disk.
//! The store keeps what they decide; the engine of the use cases carries it out.

mod breaker;
mod budget;
mod cell;
mod plan;
mod price;
mod run;

pub use breaker::{Breaker, FaultClass};
pub use budget::{Budget, Caps, Cost};
pub use cell::{CellEvent, CellState};
pub use plan::{CampaignPlan, Delivery, Existing, IN_FLIGHT_LIMIT, Place, SkipReason, Skips};
pub use price::Price;
pub use run::{AttemptOutcome, Pause, Run, RunMachine, RunState, Standing, Tally};
