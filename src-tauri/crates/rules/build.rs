//! Writes down the rule packs of `assets/rules`, so that a new file there is a new pack and needs no line of code.

use std::{env, fmt::Write as _, fs, io, path::Path};

/// Files of the folder that are not packs.
const NOT_PACKS: [&str; 2] = ["lists.toml", "categories.toml"];

#[allow(clippy::print_stdout)] // how a build script speaks to cargo
fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/rules");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") && !NOT_PACKS.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    let mut code = String::from("&[\n");
    for name in names {
        let path = folder.join(&name);
        let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string());
    }
    code.push(']');
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("packs.rs"), code)
}
