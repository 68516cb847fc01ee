//! One core: from a record's bytes to quotations, whole and stage by stage.

use whosaid::{
    annotate::{annotate, annotate_by_rules, quoted_regions},
    article::Article,
    format::{Options, parse},
    lexicon::Lexicon,
    text::{paragraphs, sentences, tokens},
};

use super::{
    news::News,
    race::{Contestant, Unit, race},
};

const ROUNDS: usize = 15;

/// Megabytes of body text per second; the baseline only counts the words.
pub fn run(news: &News) {
    let articles = &news.articles;
    let contestants = vec![
        Contestant::new("baseline: count words between white space", || {
            articles.iter().map(|article| article.body.split_whitespace().count()).sum::<usize>()
        }),
        Contestant::new("parse: records to articles", || {
            news.records.iter().filter(|record| parse(record, &Options::default()).is_ok()).count()
        }),
        Contestant::new("text: paragraphs, tokens, sentences", || articles.iter().map(read).sum::<usize>()),
        Contestant::new("annotate: quotation marks alone", || {
            articles.iter().map(|article| quoted_regions(&article.body).len()).sum::<usize>()
        }),
        Contestant::new("annotate: rules alone", || {
            articles.iter().map(|article| annotate_by_rules(article.clone()).quotes.len()).sum::<usize>()
        }),
        Contestant::new("annotate: all", || {
            articles.iter().map(|article| annotate(article.clone()).quotes.len()).sum::<usize>()
        }),
    ];
    race(Unit::Bytes(news.text_bytes()), ROUNDS, contestants);
}

/// Number of sentences.
fn read(article: &Article) -> usize {
    let lexicon = Lexicon::english();
    let of_paragraph = |span| sentences(&article.body, &tokens(&article.body, span, lexicon), lexicon).len();
    paragraphs(&article.body).into_iter().map(of_paragraph).sum()
}
