//! What a person sets for themselves. It lives beside the workspaces, not in them.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Language of the interface; the language of the copy is another matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub enum InterfaceLanguage {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Height of rows in lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// 33 px a row.
    #[default]
    Dense,
    /// 41 px a row.
    Roomy,
}

/// A person's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Settings {
    /// Language of the interface; none until the person or the system has chosen.
    pub language: Option<InterfaceLanguage>,
    /// Theme.
    pub theme: Theme,
    /// More contrast than the theme has.
    pub high_contrast: bool,
    /// Row height.
    pub density: Density,
    /// Size of copy in CSS pixels: 16, 18, 20 or 22.
    pub copy_size: u32,
    /// Size of the whole window in percent: 80, 100, 125, 150 or 200.
    pub zoom: u32,
    /// The name that edits and approvals carry.
    pub reviewer: String,
    /// The workspace that was open last.
    #[ts(type = "string | null")]
    pub workspace: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::default(),
            high_contrast: false,
            density: Density::default(),
            copy_size: 18,
            zoom: 100,
            reviewer: String::new(),
            workspace: None,
        }
    }
}
