/* Eight letters at a time: most words are read in one or two steps, without a branch for each letter.

   Where the processor lacks SSE2, letters are read one by one; the words are the same. */

#ifndef TOPICTAG_LETTERS_H
#define TOPICTAG_LETTERS_H

#include "word_table.h"

/* The Russian letters at the beginning of eight characters of two bytes. */
typedef struct {
    uint64_t packed; /* as add_letter packs them */
    uint32_t n;
    uint32_t seen; /* bits as in Reading: that of ъ, and another for any letter */
} Letters;

#define AT_ONCE 8

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define HAS_LETTERS 1

/* Read А to я, without Ё and ё: as many capitals as small letters, one after the other. */
static inline Letters read_letters(const uint16_t *characters) {
    __m128i numbers = _mm_sub_epi16(_mm_loadu_si128((const __m128i *)characters), _mm_set1_epi16(FIRST_CAPITAL));
    __m128i beyond = _mm_subs_epu16(numbers, _mm_set1_epi16(2 * N_RUSSIAN - 1)); /* 0 for a letter */
    uint32_t others = 0xffffu & ~(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi16(beyond, _mm_setzero_si128()));
    uint32_t n = others ? (uint32_t)__builtin_ctz(others) / 2 : AT_ONCE;
    numbers = _mm_and_si128(numbers, _mm_set1_epi16(N_RUSSIAN - 1));
    uint32_t hard = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi16(numbers, _mm_set1_epi16(HARD_SIGN)));
    hard &= (1u << 2 * n) - 1;
    /* Two letters, then four, then eight. */
    const int one = 1 << BITS_PER_LETTER, two = 1 << 2 * BITS_PER_LETTER;
    __m128i pairs = _mm_madd_epi16(numbers, _mm_set_epi16(1, one, 1, one, 1, one, 1, one));
    __m128i fours = _mm_madd_epi16(_mm_packs_epi32(pairs, pairs), _mm_set_epi16(1, two, 1, two, 1, two, 1, two));
    uint64_t halves;
    _mm_storel_epi64((__m128i *)&halves, fours);
    uint64_t eight = (halves & 0xffffffffu) << 4 * BITS_PER_LETTER | halves >> 32;
    return (Letters){eight >> BITS_PER_LETTER * (AT_ONCE - n), n, (n > 0) | (hard != 0) << HARD_SIGN};
}

/* Add n letters, at most eight, to a key. */
static inline Key add_letters(Key key, uint64_t packed, uint32_t n) {
    unsigned bits = BITS_PER_LETTER * n;
    uint64_t high = bits ? key.high << bits | key.low >> (64 - bits) : key.high;
    return (Key){high, key.low << bits | packed};
}
#else
#define HAS_LETTERS 0
#endif

#endif
