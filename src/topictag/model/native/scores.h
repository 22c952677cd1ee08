/* From what has been counted in a paragraph to its scores: the formulas of topictag.model.reference. */

#ifndef TOPICTAG_SCORES_H
#define TOPICTAG_SCORES_H

#include <math.h>

#include "grams.h"

INLINE void add_weights(const Tables *t, double *sums, int32_t term, double x) {
    const float *coef = t->coef + term * t->n_topics;
    for (int64_t k = 0, n_topics = t->n_topics; k < n_topics; k++) sums[k] += x * coef[k];
}

/* Add the TF-IDF of terms to the sums, and forget their counts; return the square of the norm of those below `end_of_norm`,
   or 0 if they do not count. `finds_members`: note which of them have groups. */
INLINE double add_terms(Paragraph *p, double *sums, const int32_t *terms, int64_t n, int64_t end_of_norm, int counts,
                        int finds_members) {
    const Tables *t = p->tables;
    double norm = 0;
    for (int64_t i = 0; i < n; i++) {
        if (i + AHEAD < n) PREFETCH(t->coef + terms[i + AHEAD] * t->n_topics);
        int32_t term = terms[i];
        uint32_t count = p->counts[term];
        p->counts[term] = 0;
        if (!counts || term == t->n_terms) continue;
        if (finds_members) {
            p->members[p->n_members] = term;
            p->n_members += t->is_member[term];
        }
        double x = (count < N_LOGS ? t->sublinear[count] : 1 + log(count)) * t->idf[term];
        if (term < end_of_norm) norm += x * x;
        add_weights(t, sums, term, x);
    }
    return norm;
}

/* Count for each group the members that occur. Numbers are compared with their bounds here too, because the arrays may be
   a mapped file, which others can change after it has been checked. */
static void count_members(Paragraph *p) {
    const Tables *t = p->tables;
    for (int64_t i = 0; i < p->n_members; i++) {
        int32_t term = p->members[i];
        int64_t end = t->member_bounds[term + 1];
        if (end > t->n_members) end = t->n_members;
        for (int64_t place = t->member_bounds[term]; place < end; place++) {
            int64_t group = t->first_group + t->members[place];
            count_more(p, group < t->n_terms ? group : t->n_terms);
        }
    }
    p->n_members = 0;
}

/* Add the groups to the sums, and forget their counts. */
static void add_groups(Paragraph *p) {
    const Tables *t = p->tables;
    for (int64_t i = 0; i < p->n_more_terms; i++) {
        int32_t term = p->more_terms[i];
        uint32_t count = p->counts[term];
        p->counts[term] = 0;
        if (term == t->n_terms) continue;
        double x = count < N_LOGS ? t->log_members[count] : log1p(count);
        add_weights(t, p->sums, term, x * t->idf[term]);
    }
    p->n_more_terms = 0;
}

/* Divide the sums by the norm of the words, and add grams and groups; return whether the paragraph has grams. */
static NOINLINE int add_more(Paragraph *p, double scale, int counts) {
    const Tables *t = p->tables;
    double *sums = p->sums, *of_grams = p->sums + t->n_topics, norm = 0;
    if (t->grams.n) {
        if (counts && p->n_queued) count_grams(p, p->n_queued);
        for (int64_t k = 0; k < t->n_topics; k++) of_grams[k] = 0;
        norm = add_terms(p, of_grams, p->more_terms, p->n_more_terms, t->n_terms, counts, 0);
        double scale_of_grams = norm > 0 ? 1 / sqrt(norm) : 0;
        for (int64_t k = 0; k < t->n_topics; k++) sums[k] = sums[k] * scale + of_grams[k] * scale_of_grams;
        p->n_queued = p->n_more_terms = 0;
    } else {
        for (int64_t k = 0; k < t->n_topics; k++) sums[k] *= scale;
    }
    if (p->n_members) {
        count_members(p);
        add_groups(p);
    }
    return norm > 0;
}

/* Replace the scores of the text where the paragraph's are higher; forget the paragraph. */
static void end_paragraph(Paragraph *p, float *best, int counts) {
    if (p->n_batch) count_words(p, p->n_batch);
    const Tables *t = p->tables;
    int64_t n_topics = t->n_topics;
    /* The rule of topictag.text.language. */
    counts = counts && FOREIGN_PER_WORD * (uint64_t)p->n_foreign < p->n_words &&
             CYRILLIC_SHARE * (p->n_letters - p->n_latin) >= p->n_letters;
    for (int64_t k = 0; k < n_topics; k++) p->sums[k] = 0;
    double norm = add_terms(p, p->sums, p->terms, p->n_terms, t->n_singles, counts, t->first_group < t->n_terms);
    /* The rule of topictag.model.beside. */
    if (norm < LEAST_NORM * LEAST_NORM) norm /= BESIDE_SCALE * BESIDE_SCALE;
    double scale = norm > 0 ? 1 / sqrt(norm) : 0;
    int is_read = norm > 0;
    if (t->first_gram < t->n_terms) {
        is_read |= add_more(p, scale, counts);
        scale = 1;
    }
    for (int64_t k = 0; is_read && k < n_topics; k++) {
        float score = (float)(p->sums[k] * scale + t->intercept[k]);
        if (score > best[k]) best[k] = score;
    }
    p->n_terms = 0;
    p->n_words = p->n_foreign = p->n_recent = 0;
    p->bits = p->bits_before = 0;
    p->bits_from = 0;
    p->n_letters = p->n_latin = 0;
    p->n_batch = 0;
}

#endif
