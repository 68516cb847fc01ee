//! Articles with what gets lost on the way between programs: quotation marks of all kinds, letters beyond ASCII, commas, line breaks,
//! characters that markup means otherwise.

pub struct Story {
    pub title: &'static str,
    /// Lines in a paragraph are parted by a line break.
    pub paragraphs: &'static [&'static str],
    pub outlet: &'static str,
    pub authors: &'static [&'static str],
    /// RFC 3339: a day, or a moment.
    pub published: &'static str,
    pub url: &'static str,
    pub language: &'static str,
}

impl Story {
    pub fn body(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    pub fn day(&self) -> &'static str {
        &self.published[..10]
    }
}

/// In the order of their titles.
pub static STORIES: &[Story] = &[
    Story {
        title: "Brücke über die Söre bleibt „vorerst“ zu",
        paragraphs: &[
            "Die Brücke über die Söre bleibt für Fußgänger gesperrt, teilte die Stadt am Dienstag mit; wer hinüber will, muß schwimmen.",
            "„Ich gehe seit 40 Jahren über diese Brücke, und ‚vorerst‘ hat noch immer länger gedauert“, sagte Gräfin Ägidia Müßig-Ölrich.",
            "Die Kosten – 3,5 Millionen € – trägt größtenteils der Kreis.",
        ],
        outlet: "Sörener Tagblatt",
        authors: &["Jörg Größle"],
        published: "2024-03-05",
        url: "https://soerener-tagblatt.example/bruecke?seite=1&teil=2",
        language: "de",
    },
    Story {
        title: "Harbour Café \"Closed\" & Reopened, Twice",
        paragraphs: &[
            "The café on the quay, run by Smith & Daughters, closed on Monday, reopened on Tuesday, and closed again: its oven is < 40 years old.",
            "\"We said 'never', and we meant \"not today\",\" said Zoë Brontë-D'Arcy, its owner; \"a scone, a cup, a chair, that's all.\"",
            "“It’s a question of pride,” she added, “and of flour.”",
            "The sign on the door, in her own hand, reads:\nNo scones, no complaints,\nno exceptions.",
        ],
        outlet: "The Quay Courier",
        authors: &["Ann Lee", "Tomáš Ríos-O’Neill"],
        published: "2024-03-06T07:45:00Z",
        url: "https://quay-courier.example/cafe/closed",
        language: "en",
    },
    Story {
        title: "Le pont de l’Œuvre rouvre, « enfin »",
        paragraphs: &[
            "Le pont de l’Œuvre a rouvert mercredi ; les piétons, les chiens et les élus l’ont traversé ensemble, dans cet ordre.",
            "« C’est l’été, la rivière est basse, et l’on ne m’a rien demandé », a déclaré Maëlys d’Aubigné-Çelik, la maire.",
            "Prix de l’ouvrage : 12\u{a0}%\u{a0}de plus que prévu, où que l’on regarde.",
        ],
        outlet: "Le Courrier de l’Œuvre",
        authors: &["Hélène Garçon-Noël"],
        published: "2024-03-07T18:30:00+01:00",
        url: "https://courrier-oeuvre.example/pont",
        language: "fr",
    },
];
