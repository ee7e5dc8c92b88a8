//! Identifiers made by the program (UUIDv7), never by a table's counter: a team's workspaces can be merged later.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier that sorts by the time it was made.
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A product of the workspace.
    ProductId
);
id!(
    /// An interest profile of an audience.
    ProfileId
);
id!(
    /// The voice of a brand.
    VoiceId
);
id!(
    /// A part that briefs share.
    PartialId
);
id!(
    /// A brief: what to write, and how.
    BriefId
);
id!(
    /// A draft: one answer to one brief for one product and one profile or none.
    DraftId
);
id!(
    /// A revision of a draft's text.
    RevisionId
);
id!(
    /// One sitting of typing: everything saved under it is one revision.
    EditId
);
id!(
    /// A place that writes: the built-in model, a file, a server, a cloud.
    ProviderId
);
id!(
    /// The drafts that were asked for together: a press of "generate", or the run of a campaign.
    RunId
);
id!(
    /// One request for one cell of a run.
    AttemptId
);
