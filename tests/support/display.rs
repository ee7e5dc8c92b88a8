//! The window from outside, as a window manager sees it: there is none on a virtual display.

use std::error::Error;
use x11rb::{
    connection::Connection,
    protocol::xproto::{Atom, AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window},
    rust_connection::RustConnection,
};

struct Display {
    connection: RustConnection,
    root: Window,
}

impl Display {
    fn connect() -> Result<Self, Box<dyn Error>> {
        let (connection, screen) = x11rb::connect(None)?;
        let root = connection.setup().roots[screen].root;
        Ok(Self { connection, root })
    }

    fn atom(&self, name: &str) -> Result<Atom, Box<dyn Error>> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }

    /// The top window of Copydesk: the one that says so and can be asked to close.
    fn copydesk(&self) -> Result<Option<Window>, Box<dyn Error>> {
        let protocols = self.atom("WM_PROTOCOLS")?;
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            let title =
                self.connection.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64)?.reply()?;
            let asked = self.connection.get_property(false, window, protocols, AtomEnum::ATOM, 0, 16)?.reply()?;
            if title.value == b"Copydesk" && asked.value_len > 0 {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }
}

/// Asks the window to close, as its close button does.
pub fn ask_to_close() {
    let ask = || -> Result<(), Box<dyn Error>> {
        let display = Display::connect()?;
        let window = display.copydesk()?.ok_or("there is no window")?;
        let (protocols, delete) = (display.atom("WM_PROTOCOLS")?, display.atom("WM_DELETE_WINDOW")?);
        let event = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        display.connection.send_event(false, window, EventMask::NO_EVENT, event)?.check()?;
        Ok(())
    };
    ask().expect("the window cannot be asked to close");
}

/// Whether the window is on the screen.
pub fn is_shown() -> bool {
    let look = || -> Result<bool, Box<dyn Error>> {
        let display = Display::connect()?;
        let Some(window) = display.copydesk()? else { return Ok(false) };
        Ok(display.connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE)
    };
    look().expect("the display does not answer")
}
