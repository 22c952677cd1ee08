/* From characters to words: one pass over a paragraph, in the width in which Python keeps its characters. */

#ifndef TOPICTAG_SCAN_H
#define TOPICTAG_SCAN_H

#include "letters.h"
#include "scores.h"
#include "traces.h"

/* A word while it is read. Its key encodes it while it is short and all Russian; otherwise its letters are stored. */
typedef struct {
    Key key;
    uint32_t n_letters;
    uint32_t seen;     /* 0 if there is no Russian letter; among its bits, that of ъ is right */
    uint32_t previous; /* the last letter of a word that is spelt out */
    uint8_t is_spelt_out, is_foreign /* spelt as Russian never is */, alphabets /* of the letters that were spelt */;
} Reading;

static const Reading NO_WORD = {{0, 1}, 0, 0, 0, 0, 0, 0};

enum { CYRILLIC = 1, LATIN_TWIN = 2, OTHER = 4 };

/* The words of topictag.text.language. */
static inline int is_foreign_word(Key key) { return (key.high == 0) & IS_FOREIGN_WORD(key.low); }

/* Whether Russian never writes this letter after the previous one: a consonant after ъ. */
static inline int is_foreign_after(uint32_t letter, uint32_t previous) {
    return previous == FIRST_RUSSIAN + HARD_SIGN && is_russian_letter(letter) &&
           CONSONANTS >> (letter - FIRST_RUSSIAN) & 1;
}

/* Add a letter to a word that is spelt out. */
static void spell(Paragraph *p, Reading *r, uint32_t letter) {
    r->alphabets |= is_cyrillic(letter) ? CYRILLIC : twin_of(letter) ? LATIN_TWIN : OTHER;
    if (r->n_letters < p->most_letters) p->letters[r->n_letters] = letter;
    r->n_letters++;
    if (is_russian_letter(letter)) r->seen |= 1u << (letter - FIRST_RUSSIAN);
    r->is_foreign |= is_foreign_letter(letter) || is_foreign_after(letter, r->previous);
    r->previous = letter;
}

/* Return the word spelt out: its letters are stored, and what they say about the language is noted. */
static Reading spell_out(Paragraph *p, Reading packed) {
    Reading r = NO_WORD;
    if (packed.is_spelt_out) return packed;
    for (uint32_t left = packed.n_letters; left--;)
        spell(p, &r, FIRST_RUSSIAN + (uint32_t)(drop_letters(packed.key, left).low & 31));
    r.is_spelt_out = 1;
    return r;
}

static NOINLINE Reading read_unusual_letter(Paragraph *p, Reading r, uint32_t letter) {
    r = spell_out(p, r);
    spell(p, &r, letter);
    return r;
}

/* Add a letter to a word. */
INLINE Reading read_letter(Paragraph *p, Reading r, uint32_t letter) {
    if (!is_russian_letter(letter) || r.is_spelt_out || r.n_letters == MAX_PACKED)
        return read_unusual_letter(p, r, letter);
    r.key = add_letter(r.key, letter - FIRST_RUSSIAN);
    r.seen |= 1u << (letter - FIRST_RUSSIAN);
    r.n_letters++;
    return r;
}

/* Queue the grams of a word that has ended. */
static void queue_word(Paragraph *p, Reading r) {
    if (!r.is_spelt_out) queue_packed(p, r.key, r.n_letters);
    else if (r.n_letters <= MAX_GRAM_LETTERS) queue_spelt(p, p->letters, r.n_letters);
    else p->is_unusual = 1;
}

/* Put a word into the batch, as if it were packed. */
INLINE Word *add_word(Paragraph *p, Key key, uint32_t n_letters) {
    Word *word = &p->batch[p->n_batch];
    word->key = key;
    word->group = group_of(&p->tables->forms, key);
    word->place = p->n_words++;
    word->n_letters = n_letters;
    word->is_packed = 1;
    p->n_letters += n_letters;
    PREFETCH(&p->tables->forms.groups[word->group]);
    p->n_foreign += is_foreign_word(key);
    return word;
}

/* What a word that is spelt out or contains ъ has besides; any word, if the model has grams. */
static void complete_word(Paragraph *p, Reading r, Word *word) {
    const Tables *t = p->tables;
    if (t->grams.n) queue_word(p, r);
    if (r.seen == 0) p->n_latin += r.n_letters;
    if (!r.is_spelt_out) {
        if (r.seen >> HARD_SIGN & 1) r = spell_out(p, r);
        p->n_foreign += r.is_foreign;
        return;
    }
    p->n_foreign += r.is_foreign;
    word->is_packed = 0;
    word->form = word->family = NOT_FOUND;
    if (r.n_letters <= p->most_letters) word->form = find_letters(&t->forms, p->letters, r.n_letters, p->bytes);
    if (t->family_letters && r.n_letters >= t->family_min_letters)
        word->family = find_letters(&t->families, p->letters, t->family_letters, p->bytes);
}

/* Return a word of both alphabets as a Cyrillic word. */
static NOINLINE Reading read_twins(Paragraph *p, Reading mixed) {
    Reading r = NO_WORD;
    for (uint32_t i = 0; i < mixed.n_letters; i++) {
        uint32_t letter = p->letters[i], twin = twin_of(letter);
        r = read_letter(p, r, twin ? twin : letter); /* overwrites only letters that this loop has read */
    }
    return r;
}

/* The parts of the reading come one by one: passed as a whole, it would be copied to memory for usual words, too. */
static NOINLINE void end_unusual_word(Paragraph *p, uint64_t high, uint64_t low, uint32_t n_letters, uint32_t seen,
                                      int is_spelt_out, int is_foreign, int alphabets) {
    Reading r = {{high, low}, n_letters, seen, 0, (uint8_t)is_spelt_out, (uint8_t)is_foreign, (uint8_t)alphabets};
    if (r.alphabets == (CYRILLIC | LATIN_TWIN)) {
        if (r.n_letters > p->most_letters) p->is_unusual = 1;
        else r = read_twins(p, r);
    }
    Word *word = add_word(p, r.key, r.n_letters);
    if (r.is_spelt_out || r.seen & p->tables->unusual_letters) complete_word(p, r, word);
    p->n_batch += r.n_letters >= p->tables->min_letters;
    if (p->n_batch == BATCH) count_words(p, BATCH - KEPT);
}

/* Most words are packed. */
INLINE void end_word(Paragraph *p, Reading r) {
    if (r.is_spelt_out || r.seen & p->tables->unusual_letters) {
        end_unusual_word(p, r.key.high, r.key.low, r.n_letters, r.seen, r.is_spelt_out, r.is_foreign, r.alphabets);
        return;
    }
    add_word(p, r.key, r.n_letters);
    p->n_batch += r.n_letters >= p->tables->min_letters;
    if (p->n_batch == BATCH) count_words(p, BATCH - KEPT);
}

/* Add a combining mark to the word; return false if its effect depends on its neighbours. `before` is the character before
   it. */
static NOINLINE int read_mark(Paragraph *p, Reading *r, uint32_t mark, uint32_t before) {
    uint32_t number = fold(before) - FIRST_RUSSIAN;
    if (r->n_letters == 0 || number >= N_RUSSIAN) return 0;
    if (mark == STRESS) return MAY_BE_STRESSED >> number & 1;
    if (mark == DIAERESIS) return before == SMALL_IE || before == CAPITAL_IE;
    if (before != SMALL_I && before != CAPITAL_I) return 0;
    /* и becomes й */
    r->seen |= 1u << SHORT_I;
    if (!r->is_spelt_out) r->key.low++;
    else if (r->n_letters <= p->most_letters) p->letters[r->n_letters - 1]++;
    return 1;
}

/* How the reading of a paragraph ends. */
enum {
    DONE,
    UNUSUAL_LETTERS, /* Python has to look at its letters together; only in a text that has been read */
    DRESSED_CHUNK,   /* a chunk of a long text, between white space, is not prose: Python has to read it */
    DRESSED          /* the text is not plain prose, or its lines may be wrapped: Python has to read all of it */
};

static inline int unusual(int mode) { return mode == READ ? UNUSUAL_LETTERS : DRESSED; }

/* Count the words of the hashtag whose # is before `place`; capitals may begin a word. Return where it ends. */
static NOINLINE int64_t scan_hashtag(Paragraph *p, Text t, int64_t place, int mode, int *status) {
    Reading r = NO_WORD;
    uint32_t before = 0;
    for (; place < t.length; place++) {
        uint32_t character = at(t, place), entry = fold(character);
        int is_letter = entry >= FIRST_LETTER;
        if (!is_letter && entry > SKIPPED) *status = unusual(mode);
        if (mode != READ && (is_latin(character) || character == '_')) *status = DRESSED;
        if (*status != DONE) return place;
        if (!is_letter && entry != SKIPPED && character != '_' && !is_digit(character)) break;
        int begins = is_capital(character) && (is_small(before) || (is_capital(before) && is_small(at(t, place + 1))));
        if (r.n_letters && (is_letter ? begins : entry != SKIPPED)) {
            end_word(p, r);
            r = NO_WORD;
        }
        if (is_letter) r = read_letter(p, r, entry);
        before = character;
    }
    if (r.n_letters) end_word(p, r);
    return place;
}

/* Return where the paragraph around `place` ends, after its line break. */
static int64_t end_of_paragraph(Text t, int64_t place) {
    while (place < t.length && fold(at(t, place)) != BREAK) place++;
    return place < t.length ? place + 1 : t.length;
}

static int64_t scan_paragraph(Paragraph *p, const void *data, int width, int64_t place, int64_t length, int mode,
                              int *status);

/* Take back the words of the chunk around `place` that have been counted, and set its bounds; return DRESSED if that is
   impossible. `word` is the beginning of the word that has not ended. */
static NOINLINE int leave_chunk(Paragraph *p, Text t, int64_t place, int64_t word, int mode) {
    int status;
    if (p->is_unusual || t.length <= LONG_TEXT || !find_chunk(t, place, mode, &p->chunk_start, &p->chunk_end)) return DRESSED;
    if (word - p->chunk_start > 2 * KEPT) return DRESSED; /* more words than are kept, or a very long one */
    Paragraph probe = *p;
    probe.n_words = probe.n_foreign = 0;
    probe.n_letters = probe.n_latin = 0;
    probe.n_batch = 0;
    probe.queue = p->queue + p->n_queued;
    probe.n_queued = 0;
    scan_paragraph(&probe, t.data, t.width, p->chunk_start, word, READ, &status);
    if (status != DONE || probe.n_batch > p->n_batch || probe.n_words > p->n_words) return DRESSED;
    if (probe.n_queued > p->n_queued) return DRESSED;
    p->n_batch -= probe.n_batch;
    p->n_queued -= probe.n_queued;
    p->n_words -= probe.n_words;
    p->n_foreign -= probe.n_foreign;
    p->n_letters -= probe.n_letters;
    p->n_latin -= probe.n_latin;
    return DRESSED_CHUNK;
}

/* Return where the word of `n_letters` letters that ends before `place` begins. */
static int64_t beginning_of_word(Text t, int64_t place, uint32_t n_letters) {
    while (n_letters && place > 0)
        if (fold(at(t, --place)) >= FIRST_LETTER) n_letters--;
    return place;
}

/* Count the words of the paragraph that begins or goes on at `place`; return where the next paragraph begins. Unless
   `*status` becomes DONE or DRESSED_CHUNK, the counts are not valid. */
INLINE int64_t scan(Paragraph *p, const void *data, int width, int64_t place, int64_t length, int mode, int *status) {
    Text t = {data, width, length};
    Reading r = NO_WORD;
    uint32_t entry = SEPARATOR;
    *status = DONE;
    p->is_unusual = 0;
    for (; place < length && entry != BREAK; place++) {
        uint32_t character = character_at(data, width, place);
        /* Nearly all characters are these: А to я without Ё, as many capitals as small letters. */
        if (!r.is_spelt_out) {
            int64_t start = place, limit = place + MAX_PACKED - r.n_letters;
            if (limit > length) limit = length;
#if HAS_LETTERS
            if (width == 2) {
                while (place + AT_ONCE <= limit) {
                    Letters letters = read_letters((const uint16_t *)data + place);
                    r.key = add_letters(r.key, letters.packed, letters.n);
                    r.seen |= letters.seen;
                    place += letters.n;
                    if (letters.n < AT_ONCE) break;
                }
                if (place < length) character = character_at(data, width, place);
            }
#endif
            uint32_t number = character - FIRST_CAPITAL;
            while (number < 2 * N_RUSSIAN && place < limit) {
                r.key = add_letter(r.key, number % N_RUSSIAN);
                r.seen |= 1u << number % N_RUSSIAN;
                if (++place == length) break;
                character = character_at(data, width, place);
                number = character - FIRST_CAPITAL;
            }
            r.n_letters += (uint32_t)(place - start);
            if (place == length) break;
        }
        entry = fold(character);
        if (entry >= FIRST_LETTER) {
            if (mode != READ && is_latin(character) && is_dressed_latin(t, place)) {
                *status = leave_chunk(p, t, place, beginning_of_word(t, place, r.n_letters), mode);
                return place;
            }
            r = read_letter(p, r, entry);
        } else if (entry <= LOOK) {
            if (r.n_letters) end_word(p, r);
            r = NO_WORD;
            if (entry == SEPARATOR) continue;
            if (mode != READ && is_trace(t, place, character, mode))
                *status = entry == BREAK ? DRESSED : leave_chunk(p, t, place, place, mode);
            else if (character == '#') place = scan_hashtag(p, t, place + 1, mode, status) - 1;
            if (*status >= DRESSED_CHUNK) return place;
            if (*status == UNUSUAL_LETTERS) return end_of_paragraph(t, place + 1);
        } else if (entry != SKIPPED) {
            Reading marked = r;
            if (entry == UNUSUAL || !place || !read_mark(p, &marked, entry, character_at(data, width, place - 1))) {
                if (mode != READ) {
                    *status = leave_chunk(p, t, place, beginning_of_word(t, place, r.n_letters), mode);
                    return place;
                }
                *status = UNUSUAL_LETTERS;
                return end_of_paragraph(t, place);
            }
            r = marked;
        }
    }
    if (r.n_letters) end_word(p, r);
    if (p->is_unusual) *status = unusual(mode);
    return place;
}

static int64_t scan_paragraph(Paragraph *p, const void *data, int width, int64_t place, int64_t length, int mode,
                              int *status) {
    switch (width) { /* three copies of the loop, one for each width */
        case 1: return scan(p, data, 1, place, length, mode, status);
        case 2: return scan(p, data, 2, place, length, mode, status);
        default: return scan(p, data, 4, place, length, mode, status);
    }
}

/* Queue the grams of a word that is longer than what is stored of it. It is never taken back. */
static NOINLINE void queue_long(Paragraph *p, const void *data, int width, int64_t length) {
    uint32_t recent = GRAM_BOUNDARY;
    for (int64_t i = 0; i <= length; i++) {
        make_room(p, 1);
        recent = queue_grams(p, recent, i < length ? gram_character(character_at(data, width, i)) : GRAM_BOUNDARY);
    }
}

/* Count a word that Python has read and normalised. */
static void count_form(Paragraph *p, const void *data, int width, int64_t length) {
    Reading r = NO_WORD;
    for (int64_t i = 0; i < length; i++) r = read_letter(p, r, character_at(data, width, i));
    if (r.n_letters) end_word(p, r);
    if (p->tables->grams.n && length > MAX_GRAM_LETTERS) queue_long(p, data, width, length);
}

/* Forget what has been counted of a paragraph. */
static void start_again(Paragraph *p) {
    p->n_batch = 0;
    p->n_queued = 0;
    end_paragraph(p, 0, 0);
}

#endif
