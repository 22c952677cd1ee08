/* Topics that compete: from the scores of a text to probabilities that sum to 1, as topictag.model.decisions.softmax. */

#ifndef TOPICTAG_COMPETITION_H
#define TOPICTAG_COMPETITION_H

#include <math.h>
#include <stdint.h>

/* Never inlined, so that it does not change what the compiler inlines into the scan. */
#if defined(__GNUC__)
#define APART __attribute__((noinline, cold))
#elif defined(_MSC_VER)
#define APART __declspec(noinline)
#else
#define APART
#endif

/* Replace the scores of a text by probabilities; by 0 if nothing can be read. */
static APART void compete(float *scores, const double *slope, const double *offset, int64_t n_topics) {
    double highest = -INFINITY, total = 0;
    for (int64_t topic = 0; topic < n_topics; topic++)
        highest = fmax(highest, slope[topic] * scores[topic] + offset[topic]);
    for (int64_t topic = 0; topic < n_topics; topic++)
        total += exp(slope[topic] * scores[topic] + offset[topic] - highest);
    for (int64_t topic = 0; topic < n_topics; topic++) {
        double power = exp(slope[topic] * scores[topic] + offset[topic] - highest);
        scores[topic] = isfinite(highest) ? (float)(power / total) : 0;
    }
}

#endif
