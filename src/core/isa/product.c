/* product.c: matrix products. Small ones by a register-tiled kernel of our own (no call, no packing,
 * every column rounded alike), large ones by OpenBLAS in blocks of rows between which Ctrl-C is
 * polled. */
#include "product.h"

#include "../blas.h"
#include "../memory.h"
#include "vector.h"

typedef GrReal Vector __attribute__((vector_size(GR_VECTOR_BYTES), aligned(4), may_alias));

#if GR_VECTOR_BYTES == 64
#define TILE_ROWS 8     /* 32 registers: 16 accumulators */
#define SMALL 2e7       /* m·n·k up to which the tile kernel is used */
#elif GR_VECTOR_BYTES == 32
#define TILE_ROWS 4
#define SMALL 4e6
#else
#define TILE_ROWS 4
#define SMALL 1e6
#endif
#define BLOCK_WORK 1e9  /* m·n·k between two polls: some 20 ms */

void gr_product_plain(const GrProduct *p) {
    for (int i = 0; i < p->m; i++)
        for (int j = 0; j < p->n; j++) {
            double sum = p->bias ? (double)p->bias[j] : 0;
            for (int q = 0; q < p->k; q++)
                sum += (double)(p->trans_a ? p->a[q * p->lda + i] : p->a[i * p->lda + q]) *
                       (double)(p->trans_b ? p->b[j * p->ldb + q] : p->b[q * p->ldb + j]);
            GrReal *c = p->c + (size_t)i * (size_t)p->ldc + j;
            *c = (GrReal)(p->accumulate ? (double)*c + sum : sum);
        }
}

#define INLINE static inline __attribute__((always_inline))

INLINE Vector load(const GrReal *x) {
    return *(const Vector *)(const void *)x;
}

/* Writes the first `lanes` numbers of v. */
INLINE void store(GrReal *x, Vector v, int lanes) {
    if (lanes >= GR_LANES)
        *(Vector *)(void *)x = v;
    else
        memcpy(x, &v, (size_t)lanes * sizeof(GrReal));
}

/* One tile: `rows` rows of C by `vectors` vectors of columns, of which the last has `lanes` columns
 * in use. Reads of B may run past the last column (see memory.h); writes do not. */
INLINE void tile(const int rows, const int vectors, int lanes, int k, const GrReal *a, size_t row_a,
                 size_t col_a, const GrReal *b, size_t ldb, GrReal *c, size_t ldc,
                 const GrReal *bias, bool accumulate) {
    Vector sum[TILE_ROWS][2];
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++)
            sum[i][j] = bias ? load(bias + j * GR_LANES) : (Vector){0};
    for (int p = 0; p < k; p++) {
        Vector row[2];
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++)
            row[j] = load(b + (size_t)p * ldb + j * GR_LANES);
#pragma GCC unroll 8
        for (int i = 0; i < rows; i++) {
            GrReal x = a[(size_t)i * row_a + (size_t)p * col_a];
#pragma GCC unroll 2
            for (int j = 0; j < vectors; j++)
                sum[i][j] += x * row[j];
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++) {
            GrReal *to = c + (size_t)i * ldc + j * GR_LANES;
            Vector v = sum[i][j];
            if (accumulate)
                v += load(to);
            store(to, v, j == vectors - 1 ? lanes : GR_LANES);
        }
}

/* All rows of a strip of columns. */
INLINE void strip(const int vectors, int lanes, const GrProduct *p, int j) {
    size_t row_a = p->trans_a ? 1 : (size_t)p->lda, col_a = p->trans_a ? (size_t)p->lda : 1;
    size_t ldb = (size_t)p->ldb, ldc = (size_t)p->ldc;
    const GrReal *b = p->b + j, *bias = p->bias ? p->bias + j : NULL;
    int i = 0;
    for (; i + TILE_ROWS <= p->m; i += TILE_ROWS)
        tile(TILE_ROWS, vectors, lanes, p->k, p->a + (size_t)i * row_a, row_a, col_a, b, ldb,
             p->c + (size_t)i * ldc + j, ldc, bias, p->accumulate);
    for (; i < p->m; i++)
        tile(1, vectors, lanes, p->k, p->a + (size_t)i * row_a, row_a, col_a, b, ldb,
             p->c + (size_t)i * ldc + j, ldc, bias, p->accumulate);
}

static void strips(const GrProduct *p) {
    int j = 0;
    for (; j + 2 * GR_LANES <= p->n; j += 2 * GR_LANES)
        strip(2, GR_LANES, p, j);
    int left = p->n - j;
    if (left > GR_LANES)
        strip(2, left - GR_LANES, p, j);
    else if (left > 0)
        strip(1, left, p, j);
}

/* B stored as [n, k] is turned into [k, n] once, so that one kernel serves all cases. */
static void transpose(int rows, int cols, const GrReal *restrict from, size_t ld,
                      GrReal *restrict to) {
    for (int i = 0; i < cols; i++)
        for (int j = 0; j < rows; j++)
            to[(size_t)i * (size_t)rows + (size_t)j] = from[(size_t)j * ld + (size_t)i];
}

static GrStatus small_product(const GrProduct *p) {
    if (!p->trans_b) {
        strips(p);
        return GR_OK;
    }
    size_t bytes = (size_t)p->n * (size_t)p->k * sizeof(GrReal);
    GrReal *turned = gr_alloc(bytes);
    if (!turned)
        return GR_MEMORY;
    transpose(p->n, p->k, p->b, (size_t)p->ldb, turned);
    GrProduct q = *p;
    q.b = turned;
    q.ldb = p->n;
    strips(&q);
    gr_free(turned, bytes);
    return GR_OK;
}

static void put_bias(const GrProduct *p) {
    for (int i = 0; i < p->m; i++) {
        GrReal *restrict c = p->c + (size_t)i * (size_t)p->ldc;
        for (int j = 0; j < p->n; j++)
            c[j] = p->bias[j] + (p->accumulate ? c[j] : 0);
    }
}

static GrStatus block_of_rows(const GrProduct *p, int first, int rows) {
    GrProduct q = *p;
    q.m = rows;
    q.a = p->a + (p->trans_a ? (size_t)first : (size_t)first * (size_t)p->lda);
    q.c = p->c + (size_t)first * (size_t)p->ldc;
    if (p->bias)
        put_bias(&q);
    if (gr_blas_gemm(q.trans_a, q.trans_b, q.m, q.n, q.k, q.a, q.lda, q.b, q.ldb,
                     q.accumulate || q.bias, q.c, q.ldc))
        return GR_OK;
    q.accumulate = q.accumulate || q.bias; /* no library: by our own kernel */
    q.bias = NULL;
    return small_product(&q);
}

static GrStatus large_product(const GrProduct *p) {
    double block = BLOCK_WORK / ((double)p->n * p->k);
    int step = block < 1 ? 1 : block > p->m ? p->m : (int)block;
    for (int i = 0; i < p->m; i += step) {
        GR_TRY(gr_poll());
        GR_TRY(block_of_rows(p, i, p->m - i < step ? p->m - i : step));
    }
    return GR_OK;
}

GrStatus gr_product(const GrProduct *p) {
    if (p->m == 0 || p->n == 0)
        return GR_OK;
    if (p->k == 0 || p->lda == 0 || (double)p->m * p->n * p->k <= SMALL) /* BLAS refuses lda 0 */
        return small_product(p);
    return large_product(p);
}
