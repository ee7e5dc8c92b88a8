//! The hard cap of a run: what could at worst be billed is set aside before a request goes out.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Tokens and money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Cost {
    /// Tokens, read and written.
    #[ts(type = "number")]
    pub tokens: u64,
    /// Billionths of the currency's unit.
    #[ts(type = "number")]
    pub nano: u64,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.tokens = self.tokens.saturating_add(other.tokens);
        self.nano = self.nano.saturating_add(other.nano);
    }
}

impl Cost {
    fn minus(self, other: Self) -> Self {
        Self { tokens: self.tokens.saturating_sub(other.tokens), nano: self.nano.saturating_sub(other.nano) }
    }
}

/// What a run may spend at most; none is no cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Caps {
    /// Tokens, read and written.
    #[ts(type = "number | null")]
    pub tokens: Option<u64>,
    /// Billionths of the currency's unit.
    #[ts(type = "number | null")]
    pub nano: Option<u64>,
}

/// The cap that stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapReached {
    /// Of tokens.
    Tokens,
    /// Of money.
    Money,
}

/// What was spent, what could still be billed for requests on their way, and the caps.
///
/// `spent + reserved` never passes a cap, as long as no provider bills more than was set aside. Attempts that failed
/// after they were billed, and those of unknown outcome, count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    caps: Caps,
    spent: Cost,
    reserved: Cost,
}

impl Budget {
    /// A budget of which a part is spent.
    #[must_use]
    pub fn new(caps: Caps, spent: Cost) -> Self {
        Self { caps, spent, reserved: Cost::default() }
    }

    /// What was spent.
    #[must_use]
    pub fn spent(&self) -> Cost {
        self.spent
    }

    /// What requests on their way could cost.
    #[must_use]
    pub fn reserved(&self) -> Cost {
        self.reserved
    }

    /// Replaces the caps, for a person who raises them.
    pub fn set_caps(&mut self, caps: Caps) {
        self.caps = caps;
    }

    /// Sets aside the worst case of one request.
    ///
    /// # Errors
    /// The cap that it would pass; nothing is set aside then.
    pub fn reserve(&mut self, worst: Cost) -> Result<(), CapReached> {
        let mut after = self.spent;
        after += self.reserved;
        after += worst;
        if self.caps.nano.is_some_and(|cap| after.nano > cap) {
            return Err(CapReached::Money);
        }
        if self.caps.tokens.is_some_and(|cap| after.tokens > cap) {
            return Err(CapReached::Tokens);
        }
        self.reserved += worst;
        Ok(())
    }

    /// Sets aside what requests on their way could cost that an earlier process sent: whatever the cap, they are sent.
    pub fn adopt(&mut self, worst: Cost) {
        self.reserved += worst;
    }

    /// Puts what a request did cost in the place of what was set aside for it.
    pub fn settle(&mut self, worst: Cost, billed: Cost) {
        self.reserved = self.reserved.minus(worst);
        self.spent += billed;
    }
}
