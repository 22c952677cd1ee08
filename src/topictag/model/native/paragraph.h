/* What is counted in a paragraph: its words. grams.h counts parts of words, scores.h makes scores of the counts.

   Words are taken in batches: a look-up in a table of megabytes waits for memory, and the look-ups of a batch wait
   together. Each step over a batch prefetches the memory that the next step reads. */

#ifndef TOPICTAG_PARAGRAPH_H
#define TOPICTAG_PARAGRAPH_H

#include <stdint.h>
#include <string.h>

#include "gram_table.h"
#include "word_table.h"

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))
#else
#define PREFETCH(address) ((void)(address))
#define NOINLINE
#define INLINE static inline
#endif

#define BATCH 80
#define KEPT 16 /* words that stay in a full batch, because they may turn out not to be prose and be left out */
#define RECENT 128 /* a power of two above the widest window of topictag.text.analysis */
#define N_LOGS 64
#define AHEAD 8 /* terms whose weights are prefetched */

/* topictag.model.compiled.Model, as C reads it. */
typedef struct {
    uint32_t min_letters, family_letters, family_min_letters, pair_window;
    WordTable forms, families;
    GramTable grams;
    /* Words with one of these bits in Reading.seen are looked at again (end_unusual_word): that of ъ, or all. */
    uint32_t unusual_letters;
    const int32_t *form_terms; /* lemma and family of each form, or -1 */
    int64_t n_function_words; /* the first lemmas; their pairs are negations */
    int64_t n_lemmas, n_singles, first_gram, first_group, n_terms, n_topics; /* as topictag.model.compiled numbers terms */
    const int32_t *pairs;       /* both lemmas of each pair, ascending */
    /* A hash table of pairs: their numbers from 1, or 0; where two have one slot, the next is in the next slot. */
    const uint32_t *pair_slots;
    int slot_shift;
    /* For each lemma, a bit for each lemma that it forms a pair with; the last six bits of that lemma's number select the
       bit. 0 for a lemma without pairs, and for the number that stands for no lemma. */
    const uint64_t *pair_marks;
    const uint64_t *pair_filter; /* a bit for each pair, at the hash of its lemmas: small enough for a near cache */
    int filter_shift;
    uint32_t pair_factors[2]; /* of the hash; odd */
    const uint32_t *member_bounds; /* for each lemma, family and pair, where its groups begin in `members` */
    const uint32_t *members;
    int64_t n_members;
    const uint8_t *is_member; /* for each term, whether it has groups; 0 for the number that stands for no term */
    const float *idf, *coef, *intercept;
    const double *sublinear; /* 1 + ln n, for n below N_LOGS */
    const double *log_members; /* ln(1 + n), for n below N_LOGS */
} Tables;

typedef struct {
    Key key;
    uint64_t group;
    int64_t form; /* its number, or NOT_FOUND */
    int64_t family; /* the number of its family, or NOT_FOUND; only for a word that is spelt out */
    uint32_t place, n_letters;
    int32_t lemma, lemmas_family; /* of a form that was found */
    uint32_t is_packed; /* whether `key` encodes it, and `form` has not been looked up yet */
} Word;

typedef struct {
    const Tables *tables;
    /* State of the paragraph. */
    uint32_t *counts; /* of each term; all 0 between paragraphs */
    int32_t *terms;   /* lemmas, families and pairs with a count */
    int64_t n_terms;
    int32_t *members; /* those of `terms` that have groups */
    int64_t n_members;
    int32_t *more_terms; /* grams with a count; at the end of the paragraph, groups */
    int64_t n_more_terms;
    uint32_t *queue; /* grams that have not been looked up yet */
    int64_t n_queued;
    uint32_t n_words, n_foreign, is_unusual;
    int64_t chunk_start, chunk_end; /* the part of a long text that Python has to read */
    uint64_t n_letters, n_latin; /* in all words, and in words without a Cyrillic letter */
    int32_t recent_lemmas[RECENT];
    uint32_t recent_places[RECENT];
    uint64_t recent_marks[RECENT];
    uint32_t n_recent;
    /* A bit for each recent lemma, by the last six bits of its number: those since `bits_from`, and those of as many words
       before. Together they have all lemmas within the window. */
    uint64_t bits, bits_before;
    uint32_t bits_from;
    Word batch[BATCH];
    int n_batch;
    /* State of the word. */
    uint32_t *letters; /* the first letters */
    uint32_t most_letters;
    uint8_t *bytes;
    /* Result. */
    double *sums; /* of words and of all, by topic; then of grams */
} Paragraph;

/* Count a term. The number after the last term stands for no term and weighs nothing: counting it is cheaper than a
   branch. */
INLINE void count_in(Paragraph *p, int32_t *terms, int64_t *n, int64_t term) {
    uint32_t count = p->counts[term];
    terms[*n] = (int32_t)term;
    *n += count == 0;
    p->counts[term] = count + (count != UINT32_MAX); /* never back to 0, or the term would be listed twice */
}

INLINE void count_term(Paragraph *p, int64_t term) { count_in(p, p->terms, &p->n_terms, term); }

/* Count a gram or a group. */
INLINE void count_more(Paragraph *p, int64_t term) { count_in(p, p->more_terms, &p->n_more_terms, term); }

/* -1 becomes the number that stands for no term. */
INLINE int32_t term_or_none(const Tables *t, int32_t term) {
    uint32_t none = (uint32_t)t->n_terms;
    return (int32_t)((uint32_t)term < none ? (uint32_t)term : none);
}

INLINE uint32_t hash_pair(const Tables *t, int32_t lesser, int32_t greater) {
    return (uint32_t)lesser * t->pair_factors[0] + (uint32_t)greater * t->pair_factors[1];
}

/* Fill the marks, a filter of 2 ** (32 - filter_shift) bits, and a table of 2 ** (32 - slot_shift) slots, more than there are
   pairs. */
static void fill_pairs(const Tables *t, uint64_t *marks, uint64_t *filter, uint32_t *slots, uint32_t n) {
    uint32_t last = UINT32_MAX >> t->slot_shift;
    for (uint32_t i = 0; i < n; i++) {
        int32_t lesser = t->pairs[2 * i], greater = t->pairs[2 * i + 1];
        /* The pairs may be a mapped file, which others can change after it has been checked. */
        if ((uint32_t)lesser >= (uint64_t)t->n_lemmas || (uint32_t)greater >= (uint64_t)t->n_lemmas) continue;
        uint32_t hash = hash_pair(t, lesser, greater), slot = hash >> t->slot_shift;
        marks[lesser] |= UINT64_C(1) << (greater & 63);
        marks[greater] |= UINT64_C(1) << (lesser & 63);
        filter[hash >> t->filter_shift >> 6] |= UINT64_C(1) << (hash >> t->filter_shift & 63);
        while (slots[slot]) slot = (slot + 1) & last;
        slots[slot] = i + 1;
    }
}

static void count_pair(Paragraph *p, int32_t one, int32_t other) {
    const Tables *t = p->tables;
    int32_t lesser = one < other ? one : other, greater = one < other ? other : one;
    uint32_t hash = hash_pair(t, lesser, greater), last = UINT32_MAX >> t->slot_shift;
    if (!(t->pair_filter[hash >> t->filter_shift >> 6] >> (hash >> t->filter_shift & 63) & 1)) return;
    for (uint32_t slot = hash >> t->slot_shift, number; (number = t->pair_slots[slot]) != 0; slot = (slot + 1) & last) {
        const int32_t *pair = t->pairs + 2 * (int64_t)(number - 1);
        if (pair[0] == lesser && pair[1] == greater) {
            count_term(p, t->n_singles + number - 1);
            return;
        }
    }
}

/* Count the pairs of a lemma with the lemmas before it, and remember it for the lemmas after it. A function word has pairs
   only if it is a negator: with the lemmas soon after it. */
static void count_pairs(Paragraph *p, int32_t lemma, uint32_t place, uint64_t marks) {
    const Tables *t = p->tables;
    if (place - p->bits_from > t->pair_window) {
        p->bits_before = p->bits;
        p->bits = 0;
        p->bits_from = place;
    }
    uint32_t n_before = lemma >= t->n_function_words && marks & (p->bits | p->bits_before) ? p->n_recent : 0;
    p->bits |= UINT64_C(1) << (lemma & 63);
    for (uint32_t back = 1; back <= n_before && back < RECENT; back++) {
        uint32_t slot = (p->n_recent - back) & (RECENT - 1), distance = place - p->recent_places[slot];
        if (distance > t->pair_window) break;
        int32_t other = p->recent_lemmas[slot];
        /* The marks of both: those of a lemma with many pairs say little. */
        uint64_t both = marks >> (other & 63) & p->recent_marks[slot] >> (lemma & 63);
        if (both & 1 && other != lemma && (other >= t->n_function_words || distance <= NEGATION_WINDOW))
            count_pair(p, lemma, other);
    }
    uint32_t slot = p->n_recent++ & (RECENT - 1);
    p->recent_lemmas[slot] = lemma;
    p->recent_places[slot] = place;
    p->recent_marks[slot] = marks;
}

/* Count the family of a word that is not in the table of forms. */
static NOINLINE void count_family(Paragraph *p, const Word *word) {
    const Tables *t = p->tables;
    int64_t family = word->is_packed ? NOT_FOUND : word->family;
    if (word->is_packed && t->family_letters && word->n_letters >= t->family_min_letters) {
        Key key = drop_letters(word->key, word->n_letters - t->family_letters);
        family = find_in_group(&t->families, key, group_of(&t->families, key));
    }
    if (family != NOT_FOUND) count_term(p, t->n_lemmas + family);
}

/* Count the first n words of the batch. */
static NOINLINE void count_words(Paragraph *p, int n) {
    const Tables *t = p->tables;
    Word *batch = p->batch;
    for (int i = 0; i < n; i++)
        if (batch[i].is_packed) PREFETCH(&t->forms.keys[2 * (int64_t)t->forms.groups[batch[i].group]]);
    for (int i = 0; i < n; i++) {
        if (batch[i].is_packed) batch[i].form = find_in_group(&t->forms, batch[i].key, batch[i].group);
        PREFETCH(&t->form_terms[2 * (batch[i].form < 0 ? 0 : batch[i].form)]);
    }
    for (int i = 0; i < n; i++) {
        if (batch[i].form == NOT_FOUND) continue;
        batch[i].lemma = term_or_none(t, t->form_terms[2 * batch[i].form]);
        batch[i].lemmas_family = term_or_none(t, t->form_terms[2 * batch[i].form + 1]);
        PREFETCH(&p->counts[batch[i].lemma]);
        PREFETCH(&t->pair_marks[batch[i].lemma]);
    }
    for (int i = 0; i < n; i++) {
        if (batch[i].form == NOT_FOUND) {
            count_family(p, &batch[i]);
            continue;
        }
        int32_t lemma = batch[i].lemma;
        count_term(p, lemma);
        count_term(p, batch[i].lemmas_family);
        uint64_t marks = t->pair_marks[lemma];
        if (marks) count_pairs(p, lemma, batch[i].place, marks);
    }
    p->n_batch -= n;
    if (p->n_batch) memmove(batch, batch + n, (size_t)p->n_batch * sizeof(Word));
}

#endif
