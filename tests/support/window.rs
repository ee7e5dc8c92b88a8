//! The real window, driven as a person would through WebDriver.

use crate::{
    binaries,
    webdriver::{Element, Session},
};
use serde_json::json;
use std::{
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// How long a person would wait before calling a screen broken. Drafts get longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The window, its driver and its home.
pub struct Window {
    driver: Child,
    pub client: Session,
    /// Settings and workspaces of this window.
    pub home: PathBuf,
    /// Removes the home at the end; none when the caller owns it.
    _folder: Option<tempfile::TempDir>,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Window {
    /// Opens the window on a home of its own, as on a fresh machine.
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_owned();
        let mut window = Self::open_at(&home).await;
        window._folder = Some(folder);
        window
    }

    /// Opens the window on a home that may have been used before.
    pub async fn open_at(home: &Path) -> Self {
        Self::launch(home, &binaries::executable("copydesk"), Some(binaries::model())).await
    }

    /// Opens an installed Copydesk, with the model it came with, as on a fresh machine.
    pub async fn open_installed(application: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut window = Self::launch(folder.path(), application, None).await;
        window._folder = Some(folder);
        window
    }

    async fn launch(home: &Path, application: &Path, model: Option<PathBuf>) -> Self {
        assert!(
            std::env::var_os("DISPLAY").is_some(),
            "window tests need a display. Run: make test, or scripts/with-desktop.sh cargo nextest run"
        );
        let (port, native) = (free_port(), free_port());
        let driver = Command::new("tauri-driver")
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("COPYDESK_HOME", home)
            .envs(model.map(|model| ("COPYDESK_MODEL", model)))
            // what the web view remembers belongs to this home as well
            .env("XDG_DATA_HOME", home.join("web"))
            .env("XDG_CONFIG_HOME", home.join("web"))
            // a group of its own, so that the driver, its own driver and the window end together
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tauri-driver is not installed. Run: make tools");
        let address = format!("http://127.0.0.1:{port}");
        let started = Instant::now();
        let client = loop {
            match Session::open(&address, application).await {
                Ok(client) => break client,
                Err(error) if started.elapsed() > PATIENCE => panic!("the window did not open: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        Self { driver, client, home: home.to_owned(), _folder: None }
    }

    /// Closes the window as a person would.
    pub async fn close(mut self) {
        let _ = self.client.close().await;
        self.end();
    }

    /// Ends the whole group: a window that stays would be taken for the next test's.
    fn end(&mut self) {
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.driver.wait();
    }

    /// Waits for an element of a role with this accessible name, as testing libraries find it.
    pub async fn named(&self, role: &str, name: &str) -> Element {
        self.find(&xpath(role, name)).await
    }

    /// Waits for the first element that an XPath finds.
    pub async fn find(&self, path: &str) -> Element {
        let started = Instant::now();
        loop {
            match self.client.find(path).await {
                Ok(element) => return element,
                Err(error) if started.elapsed() > PATIENCE => {
                    self.shot(&std::env::temp_dir().join("copydesk-missing.png")).await;
                    panic!("{path} is not in the window ({error}). It shows:\n{}", self.text().await)
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    pub async fn has(&self, path: &str) -> bool {
        self.client.find(path).await.is_ok()
    }

    /// Clicks a button, link, tab or radio by its name.
    pub async fn click(&self, role: &str, name: &str) {
        let path = xpath(role, name);
        let started = Instant::now();
        loop {
            let element = self.find(&path).await;
            match element.click().await {
                Ok(()) => return,
                // it was drawn anew between finding and clicking
                Err(error) if started.elapsed() > PATIENCE => panic!("{role} “{name}” cannot be clicked: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    /// Presses keys, with a person's pause behind them.
    pub async fn press(&self, keys: &[&[char]]) {
        self.client.press(keys).await.unwrap();
        tokio::time::sleep(Duration::from_millis(150)).await;
    }

    /// Types letters wherever the focus is.
    pub async fn type_text(&self, text: &str) {
        for letter in text.chars() {
            self.client.press(&[&[letter]]).await.unwrap();
        }
    }

    /// Goes to a screen by its address.
    pub async fn go(&self, hash: &str) {
        self.client.execute("location.hash = arguments[0]", vec![json!(hash)]).await.unwrap();
    }

    /// Everything the window shows as text.
    pub async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", vec![]).await.unwrap();
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the window shows a text.
    pub async fn shows(&self, text: &str, patience: Duration) {
        let started = Instant::now();
        while !self.text().await.contains(text) {
            assert!(started.elapsed() < patience, "“{text}” did not appear. The window shows:\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    /// Saves a picture of the window. A picture is taken of the next frame, and a window in which nothing changes
    /// draws none: so a little is changed for a second.
    pub async fn shot(&self, path: &Path) {
        let stir = "let n = 0; (function stir() { document.body.style.opacity = n++ % 2 ? '0.999' : '1';
            if (n < 91) requestAnimationFrame(stir) })()";
        let _ = self.client.execute(stir, vec![]).await;
        if let Ok(picture) = self.client.screenshot().await {
            std::fs::write(path, picture).unwrap();
        }
    }

    /// Serious and critical findings of axe-core on what is shown.
    pub async fn axe(&self) -> Vec<String> {
        let source = binaries::repository().join("ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(source).expect("axe-core is not installed. Run: make ui");
        self.client.execute(&source, vec![]).await.unwrap();
        let run = "window.findings = null;
            axe.run(document, { resultTypes: ['violations'] }).then(result => { window.findings = result.violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .map(violation => violation.id + ': ' + violation.nodes.map(node => node.html + ' — ' + node.failureSummary).join(' | ')) },
                error => { window.findings = ['axe failed: ' + error] })";
        self.client.execute(run, vec![]).await.unwrap();
        let started = Instant::now();
        let found = loop {
            let found = self.client.execute("return window.findings", vec![]).await.unwrap();
            if found.is_array() {
                break found;
            }
            assert!(started.elapsed() < PATIENCE, "axe-core never answered");
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        found.as_array().unwrap().iter().map(|finding| finding.as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.end();
    }
}

/// An XPath for a role and an accessible name given by text, `aria-label` or a label.
pub fn xpath(role: &str, name: &str) -> String {
    let name = literal(name);
    let by_name = format!(
        "[normalize-space(.)={name} or @aria-label={name} or starts-with(normalize-space(.), concat({name}, ' ')) \
         or .//span[normalize-space(.)={name}] or @aria-labelledby=//*[normalize-space(.)={name}]/@id or @id=//label[normalize-space(.)={name}]/@for or ancestor::label[normalize-space(.)={name}]]"
    );
    match role {
        "button" => format!("(//button{by_name} | //*[@role='button']{by_name})[not(@disabled)]"),
        "link" => format!("//a{by_name}"),
        "textbox" => format!("(//textarea | //input){by_name}"),
        other => format!("//*[@role='{other}']{by_name}"),
    }
}

fn literal(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
