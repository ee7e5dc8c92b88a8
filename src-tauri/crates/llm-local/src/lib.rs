//! The model on this machine: llama.cpp in a child process of the same executable.
