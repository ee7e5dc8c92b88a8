//! The migrations in order. The build script reads this file too: queries are checked against the format they make.

/// Each step brings a file to the format of its position, from 1, in one transaction. A step that was used is never
/// changed; a new one is added behind it, beside its table.
pub(crate) const STEPS: &[&[&str]] = &[
    &[
        include_str!("product.sql"),
        include_str!("profile.sql"),
        include_str!("brief.sql"),
        include_str!("provider.sql"),
        include_str!("draft.sql"),
        include_str!("setting.sql"),
    ],
    &[include_str!("product_order.sql"), include_str!("draft_search.sql")],
    &[include_str!("product_search.sql")],
    &[include_str!("run.sql")],
    &[include_str!("channel.sql"), include_str!("voice.sql")],
    &[include_str!("ledger.sql"), include_str!("approval.sql"), include_str!("privacy.sql")],
];
