//! Where the built executables and the shipped files are.

use std::path::{Path, PathBuf};

/// The folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// An executable of this build: tests live in `target/<profile>/deps`.
pub fn executable(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().find(|folder| folder.join(name).is_file());
    let folder = profile.unwrap_or_else(|| {
        panic!("{name} is not built. Run: cargo build --workspace --bins --features copydesk/custom-protocol")
    });
    folder.join(name)
}

/// The built-in model; `make model` fetches it.
pub fn model() -> PathBuf {
    let model = repository().join("assets/models/SmolLM2-135M-Instruct.Q4_1.gguf");
    assert!(model.is_file(), "the built-in model is missing. Run: make model");
    model
}
