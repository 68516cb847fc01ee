//! What stands above a plain text's first paragraph: labels, headline, byline, date.

use super::{
    Field,
    byline::{self, Credit},
    draft::Draft,
    names,
};

/// Longer than any headline, in characters.
const LONGEST_TITLE: usize = 160;
/// Fewer lines with a name and a colon are no labels.
const FEWEST_LABELS: usize = 2;
/// How many lines after the headline may be a byline: a standfirst or two can stand between.
const SEARCHED: usize = 4;

/// Takes the heading off the paragraphs of a draft and reads it.
pub(super) fn take(draft: &mut Draft) {
    take_labels(draft);
    if draft.title.is_none() && has_title(draft) {
        let title = draft.paragraphs.remove(0).text;
        draft.set_from("its first paragraph", Field::Title, &title);
    }
    take_credits(draft);
}

/// "Title: …", "Date: …" line by line, as some corpora begin.
fn take_labels(draft: &mut Draft) {
    let labels: Vec<_> = draft.paragraphs.iter().map_while(|paragraph| label(&paragraph.text)).collect();
    // One line alone may be a sentence: "By the way: …".
    if labels.len() < FEWEST_LABELS {
        return;
    }
    let labels: Vec<(Field, String)> = labels.into_iter().map(|(field, value)| (field, value.to_owned())).collect();
    draft.paragraphs.drain(..labels.len());
    for (field, value) in labels {
        draft.set_from("a label above the text", field, &value);
    }
}

/// How many of the lines above a text are labels, when these are its first lines.
pub(super) fn labels<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let labels = lines.take_while(|line| label(line).is_some()).count();
    if labels < FEWEST_LABELS { 0 } else { labels }
}

/// The field that a line names, and its value.
fn label(line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    let field = names::field(name).filter(|&field| field != Field::Body)?;
    Some((field, value.trim()))
}

/// Whether the first paragraph is a headline: short, no sentence, and set off from what follows.
fn has_title(draft: &Draft) -> bool {
    let [first, rest @ ..] = draft.paragraphs.as_slice() else { return false };
    let text = first.text.as_str();
    let short = text.chars().count() <= LONGEST_TITLE && text.chars().any(char::is_alphabetic);
    let above_byline = rest.first().is_some_and(|next| byline::credit(&next.text).is_some());
    let set_off = match rest.first() {
        None => true,
        Some(next) => next.apart || above_byline || next.text.len() > 100 && next.text.len() >= 2 * text.len(),
    };
    // A headline of several sentences is told from a story's first one by the byline below it.
    short && set_off && (above_byline || !ends_sentence(text)) && byline::credit(text).is_none()
}

/// Ends with a full stop that no abbreviation ("U.S.") asks for, or goes on.
fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    let last_word = bare.rsplit(' ').next().unwrap_or(bare);
    let abbreviated = last_word.trim_end_matches('.').contains('.');
    bare.ends_with([',', ';', ':', '…']) || bare.ends_with('.') && !abbreviated
}

/// Takes the bylines among the first paragraphs; what they tell counts where nothing else did.
pub(super) fn take_credits(draft: &mut Draft) {
    let mut at = 0;
    let mut looked_at = 0;
    while looked_at < SEARCHED && at < draft.paragraphs.len() {
        looked_at += 1;
        let text = &draft.paragraphs[at].text;
        let Some(credit) = byline::credit(text) else {
            // The story has begun: no byline can follow.
            if text.chars().count() > LONGEST_TITLE || ends_sentence(text) && looked_at > 1 {
                return;
            }
            at += 1;
            continue;
        };
        draft.paragraphs.remove(at);
        take_credit(draft, credit);
    }
}

fn take_credit(draft: &mut Draft, credit: Credit) {
    const FIELDS: [Field; 3] = [Field::Authors, Field::Outlet, Field::Published];
    let before = FIELDS.map(|field| draft.filled(field));
    if draft.authors.is_empty() {
        draft.authors = credit.authors;
    }
    draft.outlet = draft.outlet.take().or(credit.outlet);
    draft.published = draft.published.take().or(credit.published);
    draft.doubt = draft.doubt.take().or(credit.doubt);
    for (field, before) in FIELDS.into_iter().zip(before) {
        draft.remember("the byline", field, before);
    }
}

/// Takes away a first paragraph that only repeats the headline, as pages do.
///
/// Not for records whose text is a field of its own: there it is what the record says.
pub(super) fn drop_repeated_title(draft: &mut Draft) {
    let repeats = |text: &str| draft.title.as_ref().is_some_and(|title| letters(title).eq(letters(text)));
    if draft.paragraphs.len() > 1 && repeats(&draft.paragraphs[0].text) {
        draft.paragraphs.remove(0);
    }
}

/// Letters and digits, case folded: what two headlines are compared by.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}
