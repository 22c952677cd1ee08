/* Character n-grams within words (topictag.text.grams): queued word by word, looked up many at a time. */

#ifndef TOPICTAG_GRAMS_H
#define TOPICTAG_GRAMS_H

#include "paragraph.h"

#define QUEUE 512
#define MAX_GRAM_LETTERS 128 /* chosen: Python reads a paragraph with a longer word; no newspaper prints one */
/* Grams that stay in the queue, because their words may turn out not to be prose: those of 2 * KEPT letters. */
#define KEPT_GRAMS (N_GRAM_LENGTHS * 2 * KEPT)
/* A chunk that is left out is read once more, behind the queue; one further code is written and never used. */
#define QUEUE_ROOM (QUEUE + KEPT_GRAMS + 1)

#define GRAM_MASK(n) ((1u << GRAM_BITS * (n)) - 1)
#define QUEUE_GRAM(n)                   \
    p->queue[queued] = recent & GRAM_MASK(n); \
    queued += recent >> GRAM_BITS * ((n) - 1) != 0;

/* Look up and count the first n grams of the queue. */
static NOINLINE void count_grams(Paragraph *p, int64_t n) {
    const GramTable *grams = &p->tables->grams;
    uint32_t *queue = p->queue;
    int64_t first_gram = p->tables->first_gram, n_found = 0;
    for (int64_t i = 0; i < n; i++) {
        if (i + 2 * AHEAD < n) PREFETCH(&grams->groups[gram_group(grams, queue[i + 2 * AHEAD])]);
        if (i + AHEAD < n) PREFETCH(&grams->codes[grams->groups[gram_group(grams, queue[i + AHEAD])]]);
        uint32_t number;
        int64_t is_found = find_gram(grams, queue[i], &number);
        queue[n_found] = number; /* of a gram that has been read */
        n_found += is_found;
    }
    for (int64_t i = 0; i < n_found; i++) count_more(p, first_gram + queue[i]);
    p->n_queued -= n;
    if (p->n_queued) memmove(queue, queue + n, (size_t)p->n_queued * sizeof(uint32_t));
}

INLINE void make_room(Paragraph *p, uint32_t n_letters) {
    if (p->n_queued + N_GRAM_LENGTHS * (int64_t)n_letters > QUEUE) count_grams(p, p->n_queued - KEPT_GRAMS);
}

/* Queue the grams that end with a character; return the last characters with it. No code is 0, so the codes of the last
   characters show how many there are: fewer at the beginning of a word. */
INLINE uint32_t queue_grams(Paragraph *p, uint32_t recent, uint32_t character) {
    int64_t queued = p->n_queued;
    recent = (recent << GRAM_BITS | character) & GRAM_MASK(LONGEST_GRAM);
    FOR_GRAM_LENGTHS(QUEUE_GRAM)
    p->n_queued = queued;
    return recent;
}

INLINE uint32_t gram_character(uint32_t letter) {
    if (is_russian_letter(letter)) return GRAM_RUSSIAN + letter - FIRST_RUSSIAN;
    return letter - 'a' < 26 ? GRAM_LATIN + letter - 'a' : GRAM_OTHER;
}

/* Queue the grams of a packed word. */
static void queue_packed(Paragraph *p, Key key, uint32_t n_letters) {
    /* Its letters are moved to the highest bits, the first one in front, and the 1 before them falls out. */
    unsigned shift = 128 - BITS_PER_LETTER * n_letters;
    uint64_t high = key.low << (shift & 63), low = 0;
    if (shift < 64) high = key.high << shift | key.low >> (64 - shift), low = key.low << shift;
    make_room(p, n_letters);
    uint32_t recent = GRAM_BOUNDARY;
    while (n_letters--) {
        recent = queue_grams(p, recent, GRAM_RUSSIAN + (uint32_t)(high >> (64 - BITS_PER_LETTER)));
        high = high << BITS_PER_LETTER | low >> (64 - BITS_PER_LETTER);
        low <<= BITS_PER_LETTER;
    }
    queue_grams(p, recent, GRAM_BOUNDARY);
}

/* Queue the grams of a word that is spelt out. */
static void queue_spelt(Paragraph *p, const uint32_t *letters, uint32_t n_letters) {
    make_room(p, n_letters);
    uint32_t recent = GRAM_BOUNDARY;
    for (uint32_t i = 0; i < n_letters; i++) recent = queue_grams(p, recent, gram_character(letters[i]));
    queue_grams(p, recent, GRAM_BOUNDARY);
}

#endif
