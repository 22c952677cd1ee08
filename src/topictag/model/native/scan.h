/* From characters to words: one pass over a paragraph, in whatever width Python keeps its characters. */

#ifndef TOPICTAG_SCAN_H
#define TOPICTAG_SCAN_H

#include "paragraph.h"

/* A word while it is read. As long as it is short and all Russian, its key holds it; then its letters do. */
typedef struct {
    Key key;
    uint32_t n_letters;
    uint32_t seen;     /* a bit for each Russian letter */
    uint32_t previous; /* the last letter of a word that is spelt out */
    uint8_t is_spelt_out, is_foreign /* spelt as Russian never is */;
} Reading;

static const Reading NO_WORD = {{0, 1}, 0, 0, 0, 0, 0};

#define CONSONANTS 0x03F7BCDEu /* a bit for each of бвгджзклмнпрстфхцчшщ */

#define PACKED_2(a, b) (UINT64_C(1) << 10 | (a) << 5 | (b))
#define PACKED_3(a, b, c) (UINT64_C(1) << 15 | (a) << 10 | (b) << 5 | (c))

/* The words of topictag.text.language: це, що, або. */
static inline int is_foreign_word(Key key) {
    return (key.high == 0) & ((key.low == PACKED_2(22, 5)) | (key.low == PACKED_2(25, 14)) | (key.low == PACKED_3(0, 1, 14)));
}

/* Whether a letter behind another is what Russian never writes: ъ before a consonant. */
static inline int is_foreign_after(uint32_t letter, uint32_t previous) {
    return previous == FIRST_RUSSIAN + HARD_SIGN && is_russian_letter(letter) &&
           CONSONANTS >> (letter - FIRST_RUSSIAN) & 1;
}

/* Add a letter to a word that is spelt out. */
static void spell(Paragraph *p, Reading *r, uint32_t letter) {
    if (r->n_letters < p->most_letters) p->letters[r->n_letters] = letter;
    r->n_letters++;
    if (is_russian_letter(letter)) r->seen |= 1u << (letter - FIRST_RUSSIAN);
    r->is_foreign |= is_foreign_letter(letter) || is_foreign_after(letter, r->previous);
    r->previous = letter;
}

/* Return the word spelt out: its letters written down, and what they say of the language noted. */
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
    if (!is_russian_letter(letter) || r.is_spelt_out || r.n_letters == MOST_PACKED)
        return read_unusual_letter(p, r, letter);
    r.key = add_letter(r.key, letter - FIRST_RUSSIAN);
    r.seen |= 1u << (letter - FIRST_RUSSIAN);
    r.n_letters++;
    return r;
}

/* End a word that is spelt out, or holds ъ. */
static NOINLINE void end_unusual_word(Paragraph *p, Reading r, Word *word) {
    const Tables *t = p->tables;
    if (r.seen == 0) p->n_latin++;
    if (!r.is_spelt_out) {
        r = spell_out(p, r);
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

INLINE void end_word(Paragraph *p, Reading r) {
    Word *word = &p->batch[p->n_batch];
    word->key = r.key;
    word->group = group_of(&p->tables->forms, r.key);
    word->place = p->n_words++;
    word->n_letters = r.n_letters;
    word->is_packed = 1;
    PREFETCH(&p->tables->forms.groups[word->group]);
    p->n_foreign += is_foreign_word(r.key);
    if (r.is_spelt_out | (r.seen >> HARD_SIGN & 1)) end_unusual_word(p, r, word);
    p->n_batch += r.n_letters >= p->tables->min_letters;
    if (p->n_batch == BATCH) count_batch(p);
}

INLINE uint32_t character_at(const void *data, int width, int64_t place) {
    if (width == 1) return ((const uint8_t *)data)[place];
    if (width == 2) return ((const uint16_t *)data)[place];
    return ((const uint32_t *)data)[place];
}

/* Take a combining mark into the word; false where only its neighbours tell what becomes of it. `before` is the
   character in front of it. */
static NOINLINE int read_mark(Paragraph *p, Reading *r, uint32_t mark, uint32_t before) {
    uint32_t number = fold(before) - FIRST_RUSSIAN;
    if (r->n_letters == 0 || number >= N_RUSSIAN) return 0;
    if (mark == STRESS) return RUSSIAN_VOWELS >> number & 1;
    if (mark == DIAERESIS) return before == 0x435 || before == 0x415;
    if (before != 0x438 && before != 0x418) return 0;
    /* и becomes й */
    r->seen |= 1u << SHORT_I;
    if (!r->is_spelt_out) r->key.low++;
    else if (r->n_letters <= p->most_letters) p->letters[r->n_letters - 1]++;
    return 1;
}

/* Count the words of the paragraph that begins at `place`; return where the next one begins. `*is_usual` becomes false
   for one that Python has to read. */
INLINE int64_t scan(Paragraph *p, const void *data, int width, int64_t place, int64_t length, int *is_usual) {
    Reading r = NO_WORD;
    uint32_t entry = SEPARATOR;
    for (; place < length && entry != BREAK; place++) {
        uint32_t character = character_at(data, width, place);
        /* Nearly all are these: А to я without Ё, which are as many letters in both cases. */
        if (!r.is_spelt_out) {
            int64_t start = place, limit = place + MOST_PACKED - r.n_letters;
            uint32_t number = character - FIRST_CAPITAL;
            if (limit > length) limit = length;
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
            r = read_letter(p, r, entry);
        } else if (entry <= BREAK) {
            if (r.n_letters) end_word(p, r);
            r = NO_WORD;
        } else if (entry != SKIPPED) {
            Reading marked = r;
            if (entry == UNUSUAL || !place || !read_mark(p, &marked, entry, character_at(data, width, place - 1))) {
                *is_usual = 0;
                while (place < length && fold(character_at(data, width, place)) != BREAK) place++;
                return place < length ? place + 1 : length;
            }
            r = marked;
        }
    }
    if (r.n_letters) end_word(p, r);
    count_batch(p);
    *is_usual = 1;
    return place;
}

static int64_t scan_paragraph(Paragraph *p, const void *data, int width, int64_t place, int64_t length, int *is_usual) {
    switch (width) { /* three copies of the loop, each for its width */
        case 1: return scan(p, data, 1, place, length, is_usual);
        case 2: return scan(p, data, 2, place, length, is_usual);
        default: return scan(p, data, 4, place, length, is_usual);
    }
}

/* Count a word that Python has read and normalised. */
static void count_form(Paragraph *p, const void *data, int width, int64_t length) {
    Reading r = NO_WORD;
    for (int64_t i = 0; i < length; i++) r = read_letter(p, r, character_at(data, width, i));
    if (r.n_letters) end_word(p, r);
}

/* Forget what has been counted of a paragraph. */
static void start_again(Paragraph *p) { end_paragraph(p, 0, 0); }

#endif
