//! Counts a text the way a platform does, and says where that platform would cut it.

mod clusters;
mod sms;
mod weighted;

pub use sms::{Sms, SmsEncoding, sms};
pub use weighted::weighted_valid;

pub(crate) use clusters::is_emoji;

use copydesk_domain::Unit;
use unicode_segmentation::UnicodeSegmentation;

/// Length of a text in a unit. Entries of a list ([`Unit::Items`]) are the lines that say something.
#[must_use]
pub fn count(text: &str, unit: Unit) -> u32 {
    match unit {
        Unit::Weighted => weighted::length(text),
        Unit::Segments => sms(text).segments,
        Unit::Items => text.lines().filter(|line| !line.trim().is_empty()).fold(0, |count, _| count + 1),
        Unit::XhsUnits => text.graphemes(true).map(|cluster| clusters::weight(cluster, unit)).sum::<u32>().div_ceil(2),
        Unit::Characters | Unit::GbkBytes | Unit::DoubleWidth => {
            text.graphemes(true).map(|cluster| clusters::weight(cluster, unit)).sum()
        }
    }
}

/// How many bytes of a text fit `most` units. The place is never inside of what a reader sees as one character, nor
/// inside of a URL that counts as a whole.
#[must_use]
pub fn cut(text: &str, unit: Unit, most: u32) -> usize {
    match unit {
        Unit::Weighted => weighted::cut(text, most),
        Unit::Segments => cut_where(text, |head| sms(head).segments <= most),
        Unit::Items => cut_lines(text, most),
        Unit::XhsUnits => cut_clusters(text, most.saturating_mul(2), |cluster| clusters::weight(cluster, unit)),
        Unit::Characters | Unit::GbkBytes | Unit::DoubleWidth => {
            cut_clusters(text, most, |cluster| clusters::weight(cluster, unit))
        }
    }
}

/// Where the running sum of the weights of what is read as one character passes the most.
fn cut_clusters(text: &str, most: u32, weight: impl Fn(&str) -> u32) -> usize {
    let mut sum = 0_u32;
    for (at, cluster) in text.grapheme_indices(true) {
        sum = sum.saturating_add(weight(cluster));
        if sum > most {
            return at;
        }
    }
    text.len()
}

/// The longest head that fits, where a longer head never fits better.
fn cut_where(text: &str, fits: impl Fn(&str) -> bool) -> usize {
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, cluster)| at + cluster.len()).collect();
    let fitting = ends.partition_point(|end| fits(&text[..*end]));
    if fitting == 0 { 0 } else { ends[fitting - 1] }
}

/// The end of the last line that is still allowed, its break included.
fn cut_lines(text: &str, most: u32) -> usize {
    let mut entries = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        entries += u32::from(!line.trim().is_empty());
        if entries > most {
            return end;
        }
        end += line.len();
    }
    end
}

#[cfg(test)]
mod tests;
