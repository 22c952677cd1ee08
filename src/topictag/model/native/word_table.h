/* topictag.model.word_table.WordTable, as C reads it. */

#ifndef TOPICTAG_WORD_TABLE_H
#define TOPICTAG_WORD_TABLE_H

#include <stdint.h>
#include <string.h>

#include "folding.h"

#define NOT_FOUND (-1)

/* A word as topictag.model.packing packs it. */
typedef struct {
    uint64_t high, low;
} Key;

typedef struct {
    const uint64_t *keys; /* at least one */
    const uint32_t *groups;
    int shift; /* 64 minus the number of bits that give the group */
    int64_t n_packed;
    const uint8_t *others;
    const int64_t *bounds;
    int64_t n_others;
} WordTable;

static inline Key add_letter(Key key, uint32_t number) {
    return (Key){key.high << BITS_PER_LETTER | key.low >> (64 - BITS_PER_LETTER), key.low << BITS_PER_LETTER | number};
}

/* The key of a word without its last n letters; n is less than MAX_PACKED. */
static inline Key drop_letters(Key key, uint32_t n) {
    unsigned bits = BITS_PER_LETTER * n;
    if (bits == 0) return key;
    if (bits >= 64) return (Key){0, key.high >> (bits - 64)};
    return (Key){key.high >> bits, key.low >> bits | key.high << (64 - bits)};
}

static inline uint64_t group_of(const WordTable *table, Key key) {
    return (key.high * HASH_HIGH + key.low * HASH_LOW) >> table->shift;
}

static inline int is_key(const WordTable *table, int64_t number, Key key) {
    return (table->keys[2 * number + 1] == key.low) & (table->keys[2 * number] == key.high);
}

/* Most groups hold one or two words, and which of them is wanted cannot be predicted: both are compared, without a
   branch. Where there is no such word, the last word of the table is compared instead. The end of a group is clamped,
   because the table may be a mapped file, which others can change after it has been checked. */
static inline int64_t find_in_group(const WordTable *table, Key key, uint64_t group) {
    int64_t first = table->groups[group], end = table->groups[group + 1], last = table->n_packed ? table->n_packed - 1 : 0;
    if (end > table->n_packed) end = table->n_packed;
    int is_first = is_key(table, first < last ? first : last, key) & (first < end);
    int is_second = is_key(table, first + 1 < last ? first + 1 : last, key) & (first + 1 < end);
    int64_t found = is_first ? first : is_second ? first + 1 : NOT_FOUND;
    if (found == NOT_FOUND)
        for (int64_t number = first + 2; number < end; number++)
            if (is_key(table, number, key)) return number;
    return found;
}

/* Write a letter as UTF-8. */
static inline size_t encode_letter(uint32_t letter, uint8_t *out) {
    if (letter < 0x80) return out[0] = (uint8_t)letter, 1;
    if (letter < 0x800) return out[0] = 0xC0 | letter >> 6, out[1] = 0x80 | (letter & 63), 2;
    if (letter < 0x10000)
        return out[0] = 0xE0 | letter >> 12, out[1] = 0x80 | (letter >> 6 & 63), out[2] = 0x80 | (letter & 63), 3;
    out[0] = 0xF0 | letter >> 18, out[1] = 0x80 | (letter >> 12 & 63);
    return out[2] = 0x80 | (letter >> 6 & 63), out[3] = 0x80 | (letter & 63), 4;
}

static int64_t find_line(const WordTable *table, const uint8_t *word, size_t n_bytes) {
    int64_t low = 0, high = table->n_others;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        size_t length = (size_t)(table->bounds[middle + 1] - 1 - table->bounds[middle]);
        int order = memcmp(table->others + table->bounds[middle], word, length < n_bytes ? length : n_bytes);
        if (order == 0 && length == n_bytes) return middle;
        if (order < 0 || (order == 0 && length < n_bytes))
            low = middle + 1;
        else
            high = middle;
    }
    return NOT_FOUND;
}

/* Find a word by its letters, whatever they are; `bytes` has room for four per letter. */
static int64_t find_letters(const WordTable *table, const uint32_t *letters, uint32_t n_letters, uint8_t *bytes) {
    Key key = {0, 1};
    size_t n_bytes = 0;
    int packed = 0 < n_letters && n_letters <= MAX_PACKED;
    for (uint32_t i = 0; i < n_letters; i++) {
        packed = packed && is_russian_letter(letters[i]);
        if (packed) key = add_letter(key, letters[i] - FIRST_RUSSIAN);
        n_bytes += encode_letter(letters[i], bytes + n_bytes);
    }
    if (packed) return find_in_group(table, key, group_of(table, key));
    int64_t line = find_line(table, bytes, n_bytes);
    return line == NOT_FOUND ? NOT_FOUND : table->n_packed + line;
}

#endif
