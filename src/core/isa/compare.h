/* compare.h: makes a comparison of two inputs, which broadcast; the result is 1 where it holds and
 * 0 elsewhere, and has no gradient. The file that includes it defines
 *
 *     static inline bool holds(GrReal a, GrReal b);
 *
 * and then its record with .forward = binary_forward.
 */
#ifndef GR_COMPARE_H
#define GR_COMPARE_H

#define GR_VALUE_ONLY
#include "binary.h"

static inline bool holds(GrReal a, GrReal b);

static inline GrReal value(GrReal a, GrReal b) {
    return holds(a, b) ? (GrReal)1 : (GrReal)0;
}

#endif
