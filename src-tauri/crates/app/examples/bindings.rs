//! Writes the interface's TypeScript: `make gen`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write to")?;
    Ok(copydesk_app::bindings::write(std::path::Path::new(&folder))?)
}
