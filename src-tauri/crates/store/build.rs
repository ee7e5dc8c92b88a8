//! Makes an empty workspace from the migrations, so that the compiler checks every fixed query against it: no tool, no
//! network, no file to keep in step by hand.

use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::{env, error::Error, fs, path::PathBuf};

#[path = "src/steps.rs"]
mod steps;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // the whole folder: a migration that is added counts as well as one that is edited
    println!("cargo::rerun-if-changed=src");
    let path = PathBuf::from(env::var("OUT_DIR")?).join("workspace.db");
    if path.exists() {
        fs::remove_file(&path)?;
    }
    let mut connection = SqliteConnectOptions::new().filename(&path).create_if_missing(true).connect().await?;
    for script in steps::STEPS.iter().copied().flatten() {
        sqlx::raw_sql(*script).execute(&mut connection).await?;
    }
    connection.close().await?;
    println!("cargo::rustc-env=DATABASE_URL=sqlite://{}", path.display());
    Ok(())
}
