//! The real window under a virtual display, with a real keyring and the built-in model.

mod accountability;
mod campaigns;
mod channels;

use copydesk_tests::{binaries, cli::Cli, job, provider::Provider, window::Window};
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const SOON: Duration = Duration::from_secs(20);

/// A sample shop in a window's home, with a provider on loopback that is usual.
fn shop(provider: &Provider, model: &str) -> (tempfile::TempDir, Cli) {
    let folder = tempfile::tempdir().unwrap();
    let cli = Cli { workspace: folder.path().join("Sample workspace.db"), ..Default::default() };
    cli.ok(&["init", "--sample"]);
    let base = provider.base_url();
    cli.ok(&["providers", "add", "Loopback", "--protocol", "openai-chat", "--base-url", &base, "--model", model]);
    (folder, cli)
}

/// Where pictures are kept for a person who wants to look; none are taken otherwise.
async fn picture(window: &Window, name: &str) {
    if let Some(folder) = std::env::var_os("COPYDESK_PICTURES") {
        window.shot(&PathBuf::from(folder).join(format!("{name}.png"))).await;
    }
}

/// Chooses an option of a select by a part of its text.
async fn choose(window: &Window, label: &str, option: &str) {
    let script =
        "const label = [...document.querySelectorAll('label')].find(one => one.innerText.trim() === arguments[0]);
        const select = document.getElementById(label.htmlFor) ?? label.querySelector('select');
        const option = [...select.options].find(one => one.text.includes(arguments[1]));
        const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
        set.call(select, option.value);
        select.dispatchEvent(new Event('change', { bubbles: true }))";
    window.client.execute(script, vec![label.into(), option.into()]).await.unwrap();
}

fn read(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(read(&path));
        } else if let Ok(bytes) = std::fs::read(&path) {
            files.push((path, bytes));
        }
    }
    files
}

#[tokio::test]
async fn the_main_job_is_done_in_the_window() {
    let pictures = tempfile::tempdir().unwrap();
    let window = Window::open().await;
    let done = job::main_job(&window, pictures.path()).await;
    window.close().await;

    use calamine::{Reader, open_workbook_auto};
    let mut book = open_workbook_auto(&done.spreadsheet).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(done.copy, job::EDIT);
    assert!(rows[1].iter().any(|cell| cell == &done.copy), "{rows:?}");
    assert!(rows[1].iter().any(|cell| cell.contains("edited by a person; approved by Robin Lee")), "{rows:?}");
}

#[tokio::test]
async fn a_key_is_in_the_keyring_and_nowhere_else() {
    const KEY: &str = "sk-window-test-5f1d0c";
    let window = Window::open().await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    window.go("#/settings/models").await;
    window.click("button", "Add…").await;
    window.named("textbox", "Name").await.send_keys("Somewhere").await.unwrap();
    window.named("textbox", "Address").await.send_keys("http://127.0.0.1:9/v1").await.unwrap();
    window.named("textbox", "Model").await.send_keys("m").await.unwrap();
    window.click("button", "Add connection").await;
    window.named("textbox", "Key").await.send_keys(KEY).await.unwrap();
    window.click("button", "Save key").await;
    window.shows("It cannot be shown again", SOON).await;
    let html = window.client.source().await.unwrap();
    assert!(!html.contains(KEY), "the key is in the window");
    window.click("button", "Test connection").await;
    window.shows("does not accept connections", SOON).await;

    let home = window.home.clone();
    let found: Vec<_> = read(&home)
        .into_iter()
        .filter(|(_, bytes)| bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes()))
        .collect();
    assert!(found.is_empty(), "the key is in {:?}", found[0].0);
    let all = Command::new("secret-tool").args(["search", "--all", "service", "Copydesk"]).output().unwrap();
    let words = format!("{}{}", String::from_utf8_lossy(&all.stdout), String::from_utf8_lossy(&all.stderr));
    assert!(words.contains(KEY), "the key is not in the keyring: {words}");

    window.click("button", "Remove").await;
    window.named("textbox", "Key").await;
    let all = Command::new("secret-tool").args(["search", "--all", "service", "Copydesk"]).output().unwrap();
    assert!(!String::from_utf8_lossy(&all.stdout).contains(KEY), "the key was not removed");
    window.close().await;
}

/// On a desktop of its own: a keyring that was locked stays so for every test behind this one.
#[test]
fn a_dismissed_keyring_prompt_is_said_and_the_key_can_be_kept_for_this_run() {
    let done = Command::new(binaries::repository().join("scripts/with-desktop.sh"))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "window::with_a_locked_keyring", "--ignored"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&done.stderr));
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn with_a_locked_keyring() {
    const KEY: &str = "sk-window-test-9a77e1";
    let window = Window::open().await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    window.go("#/settings/models").await;
    window.click("button", "Add…").await;
    window.named("textbox", "Name").await.send_keys("Locked out").await.unwrap();
    window.named("textbox", "Address").await.send_keys("http://127.0.0.1:9/v1").await.unwrap();
    window.named("textbox", "Model").await.send_keys("m").await.unwrap();
    window.click("button", "Add connection").await;
    let collection = "/org/freedesktop/secrets/collection/login";
    let service = |method: &str, arguments: &[&str]| {
        let method = format!("org.freedesktop.Secret.Service.{method}");
        let call =
            ["call", "--session", "--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets"];
        let done = Command::new("gdbus").args(call).args(["--method", &method]).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    service("Lock", &[&format!("['{collection}']")]);
    window.named("textbox", "Key").await.send_keys(KEY).await.unwrap();
    window.click("button", "Save key").await;
    // the keyring asks on the screen; ending its prompt is what a person does who closes it
    let mut patience = 100;
    while !Command::new("pkill").args(["-f", "gcr-prompter"]).status().unwrap().success() {
        patience -= 1;
        assert!(patience > 0, "the keyring never asked");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    window.shows("keep the key for this run only", SOON).await;
    window.click("button", "Keep for this run only").await;
    window.shows("Forgotten when Copydesk is closed", SOON).await;
    assert!(!window.client.source().await.unwrap().contains(KEY), "the key is in the window");
    window.close().await;
}

#[tokio::test]
async fn products_are_imported_by_keyboard_alone() {
    const TAB: char = '\u{e004}';
    const ENTER: char = '\u{e007}';
    const CONTROL: char = '\u{e009}';
    let window = Window::open().await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    let file = window.home.join("neu.csv");
    std::fs::write(&file, "Artikelnummer;Bezeichnung;Preis\nD-1;Kännchen;19,90\nD-1;Doppelt;1\n;Ohne;1\n").unwrap();
    window.go("#/products").await;
    window.shows("Price, as text", SOON).await;
    window.press(&[&['i']]).await;
    window.shows("Bring your products", SOON).await;
    window.press(&[&[TAB], &[TAB]]).await;
    window.type_text(file.to_str().unwrap()).await;
    window.press(&[&[ENTER]]).await;
    window.shows("Import 1 row", SOON).await;
    window.press(&[&[CONTROL, ENTER]]).await;
    window.shows("1 created, 0 updated, 0 unchanged", SOON).await;
    window.shows("Row 3 SKU “D-1” is already on row 2", SOON).await;
    window.shows("Row 4 SKU: This is needed", SOON).await;
    window.close().await;
}

#[tokio::test]
async fn the_interface_speaks_chinese_at_once_and_remembers() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open_at(folder.path()).await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    window.click("radio", "中").await;
    window.shows("为分区记忆棉枕起草文案", SOON).await;
    for (screen, words) in [
        ("products", "导入…"),
        ("profiles", "新建画像"),
        ("briefs", "完整提示词"),
        ("settings/models", "模型与密钥"),
        ("export", "还没有批准的文案"),
    ] {
        window.go(&format!("#/{screen}")).await;
        window.shows(words, SOON).await;
    }
    window.close().await;
    let window = Window::open_at(folder.path()).await;
    window.shows("审校", SOON).await;
    window.close().await;
}

#[tokio::test]
async fn no_screen_has_a_serious_accessibility_finding() {
    let window = Window::open().await;
    window.named("button", "Draft copy for Memory Foam Pillow").await;
    let mut findings = Vec::new();
    let screens = [
        "desk",
        "desk?generate=1",
        "compare",
        "campaigns",
        "campaigns/new",
        "products",
        "products/new",
        "profiles",
        "profiles/new",
        "briefs",
        "export",
        "import",
        "settings/general",
        "settings/appearance",
        "settings/models",
        "settings/workspaces",
        "settings/keyboard",
        "settings/about",
    ];
    for screen in screens {
        window.go(&format!("#/{screen}")).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        findings.extend(window.axe().await.into_iter().map(|finding| format!("{screen}: {finding}")));
    }
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
    window.close().await;
}

#[tokio::test]
async fn a_workspace_that_is_open_elsewhere_is_said_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Sample workspace.db");
    let holder = Cli { workspace: file, ..Default::default() };
    holder.ok(&["init"]);
    let holder = holder.hold();
    let window = Window::open_at(folder.path()).await;
    window.shows("is open in another Copydesk", SOON).await;
    drop(holder);
    window.close().await;
}

#[test]
fn the_window_may_call_only_what_is_named() {
    let config = std::fs::read_to_string(binaries::repository().join("tauri.conf.json")).unwrap();
    let config: serde_json::Value = serde_json::from_str(&config).unwrap();
    let csp = &config["app"]["security"]["csp"];
    assert_eq!(csp["script-src"], "'self'");
    assert_eq!(csp["default-src"], "'self'");
    let permissions = config["app"]["security"]["capabilities"][0]["permissions"].to_string();
    for broad in ["default", "fs:", "shell:", "http:"] {
        assert!(
            !permissions.contains(&format!("\"{broad}")) && !permissions.contains(&format!(":{broad}\"")),
            "{broad}"
        );
    }
}
