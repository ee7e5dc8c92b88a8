//! One codec per provider protocol: streaming, errors, limits.
