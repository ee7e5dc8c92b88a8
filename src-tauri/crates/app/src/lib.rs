//! Use cases, ports and the types that cross to the window.
