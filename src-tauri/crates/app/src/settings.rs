//! The settings file: small, written whole or not at all, and never a reason not to start.

use crate::view::{Problem, Settings};
use std::{io::Write, path::Path};

/// Sizes of copy that can be chosen, in CSS pixels.
const COPY_SIZES: [u32; 4] = [16, 18, 20, 22];
/// Sizes of the window that can be chosen, in percent; WCAG 2.2 asks for 200 (success criterion 1.4.4).
const ZOOMS: [u32; 5] = [80, 100, 125, 150, 200];

/// Reads the settings. A missing file means the defaults; a damaged one is kept aside and the defaults are used.
pub(crate) fn read(path: &Path) -> Settings {
    let Ok(text) = std::fs::read_to_string(path) else { return Settings::default() };
    match serde_json::from_str::<Settings>(&text) {
        Ok(settings) => sound(settings),
        Err(error) => {
            tracing::warn!(%error, "settings are damaged; the file is kept aside");
            let _ = std::fs::rename(path, path.with_extension("damaged.json"));
            Settings::default()
        }
    }
}

/// Writes the settings.
pub(crate) fn write(path: &Path, settings: &Settings) -> Result<(), Problem> {
    let failed = |error: std::io::Error| {
        Problem::new(
            "settings_not_saved",
            format!(
                "The settings could not be saved in {}: {error}. Make room or allow writing there.",
                path.display()
            ),
        )
        .with("path", path.display())
        .with("detail", error)
    };
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let text = serde_json::to_vec_pretty(settings).map_err(|error| failed(error.into()))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(&text).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

fn sound(mut settings: Settings) -> Settings {
    if !COPY_SIZES.contains(&settings.copy_size) {
        settings.copy_size = Settings::default().copy_size;
    }
    if !ZOOMS.contains(&settings.zoom) {
        settings.zoom = Settings::default().zoom;
    }
    settings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn settings_survive_and_a_damaged_file_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.json");
        let settings = Settings { reviewer: "周".into(), copy_size: 20, zoom: 150, ..Settings::default() };
        write(&path, &settings).unwrap();
        assert_eq!(read(&path), settings);

        std::fs::write(&path, "{ half").unwrap();
        assert_eq!(read(&path), Settings::default());
        assert!(path.with_extension("damaged.json").exists());
    }
}
