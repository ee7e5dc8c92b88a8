//! What one character, as a reader sees it, weighs in the units that are plain sums.

use copydesk_domain::Unit;
use unicode_properties::UnicodeEmoji;
use unicode_width::UnicodeWidthChar;

/// The weight of a grapheme cluster. For Xiaohongshu it is the sum that is halved later.
pub fn weight(cluster: &str, unit: Unit) -> u32 {
    match unit {
        Unit::XhsUnits => cluster.encode_utf16().map(|unit| if unit > 127 { 2 } else { 1 }).sum(),
        Unit::GbkBytes => cluster.chars().map(gbk_bytes).sum(),
        Unit::DoubleWidth => width(cluster),
        _ => cluster.chars().fold(0, |count, _| count + 1),
    }
}

/// Bytes in GBK. A character that GBK does not have counts 2, as a Chinese one: a title with it is refused or mended by
/// hand anyway, and a count that is too low would say that it fits.
fn gbk_bytes(character: char) -> u32 {
    if character.is_ascii() {
        return 1;
    }
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
    if !unknown && bytes.len() == 1 { 1 } else { 2 }
}

/// Google Ads' width: wide and full-width characters 2, others 1; an emoji 2 whatever it is joined from. Combining
/// accents and invisible joiners belong to their letter, unless they stand alone; vowel signs of Indic scripts are
/// characters.
fn width(cluster: &str) -> u32 {
    if is_emoji(cluster) {
        return 2;
    }
    let of = |character: char| match character {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{2060}' | '\u{feff}' => 0,
        other if other.width() == Some(2) => 2,
        _ => 1,
    };
    cluster.chars().map(of).sum::<u32>().max(1)
}

/// Whether a grapheme cluster is shown as an emoji. Digits and signs such as `©` are text unless a selector asks for the
/// picture.
pub fn is_emoji(cluster: &str) -> bool {
    use unicode_properties::emoji::EmojiStatus::{
        EmojiModifierBase, EmojiOther, EmojiOtherAndEmojiComponent, EmojiPresentation,
        EmojiPresentationAndEmojiComponent, EmojiPresentationAndModifierAndEmojiComponent,
        EmojiPresentationAndModifierBase,
    };
    let Some(first) = cluster.chars().next() else { return false };
    let joined = cluster.chars().any(|character| matches!(character, '\u{fe0f}' | '\u{20e3}'));
    match first.emoji_status() {
        EmojiPresentation
        | EmojiPresentationAndModifierBase
        | EmojiPresentationAndEmojiComponent
        | EmojiPresentationAndModifierAndEmojiComponent => !cluster.contains('\u{fe0e}'),
        EmojiOther | EmojiModifierBase | EmojiOtherAndEmojiComponent => {
            joined || cluster.contains('\u{200d}') || cluster.chars().skip(1).any(is_skin_tone)
        }
        _ => joined && first.is_emoji_char(),
    }
}

fn is_skin_tone(character: char) -> bool {
    matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
}
