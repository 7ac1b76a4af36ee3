/* product.c: matrix products. Small ones by a register-tiled kernel of our own (no call, no
 * packing, every column rounded alike), large ones by OpenBLAS in blocks of rows between which
 * Ctrl-C is polled. */
#include "product.h"

#if defined(__SSE__)
#include <immintrin.h>
#endif

#include "../blas.h"
#include "../memory.h"
#include "vector.h"

typedef GrReal Vector __attribute__((vector_size(GR_VECTOR_BYTES), aligned(4), may_alias));

#if GR_VECTOR_BYTES == 64
#define TILE_ROWS 8 /* 32 registers: 16 accumulators */
#define SMALL 5e8   /* m·n·k up to which our own kernel is used */
#elif GR_VECTOR_BYTES == 32
#define TILE_ROWS 4
#define SMALL 4e6
#else
#define TILE_ROWS 4
#define SMALL 1e6
#endif
#define CACHED 65536   /* numbers of B up to which its rows are read where they stand */
#define BLOCK_WORK 1e9 /* m·n·k between two polls: some 20 ms */

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
    if (lanes >= GR_LANES) {
        *(Vector *)(void *)x = v;
        return;
    }
#if defined(__AVX512F__)
    if (!gr_is_double) {
        _mm512_mask_storeu_ps(x, (__mmask16)((1u << lanes) - 1), (__m512)v);
        return;
    }
#endif
    memcpy(x, &v, (size_t)lanes * sizeof(GrReal));
}

/* One tile: `rows` rows of C by `vectors` vectors of columns, of which the last has `lanes` columns
 * in use. Where A is stored transposed its rows are neighbours in memory, otherwise each row has a
 * pointer of its own. Reads of B may run past the last column (see memory.h); writes do not. */
INLINE void tile(const int rows, const int vectors, const bool trans_a, int lanes, int k,
                 const GrReal *a, size_t lda, const GrReal *b, size_t ldb, GrReal *c, size_t ldc,
                 const GrReal *bias, bool accumulate) {
    Vector sum[TILE_ROWS][2];
    const GrReal *row_of_a[TILE_ROWS];
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++) {
        row_of_a[i] = trans_a ? a : a + (size_t)i * lda;
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++)
            sum[i][j] = bias ? load(bias + j * GR_LANES) : (Vector){0};
    }
    for (int p = 0; p < k; p++) {
        Vector row[2];
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++)
            row[j] = load(b + j * GR_LANES);
        b += ldb;
#pragma GCC unroll 8
        for (int i = 0; i < rows; i++) {
            GrReal x = trans_a ? a[i] : row_of_a[i][p];
#pragma GCC unroll 2
            for (int j = 0; j < vectors; j++)
                sum[i][j] += x * row[j];
        }
        if (trans_a)
            a += lda;
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
INLINE void strip(const int vectors, const bool trans_a, int lanes, const GrProduct *p, int j) {
    size_t lda = (size_t)p->lda, ldb = (size_t)p->ldb, ldc = (size_t)p->ldc;
    size_t next = trans_a ? 1 : lda; /* from one row of A to the next */
    const GrReal *a = p->a, *b = p->b + j, *bias = p->bias ? p->bias + j : NULL;
    GrReal *c = p->c + j;
    int i = 0;
    for (; i + TILE_ROWS <= p->m; i += TILE_ROWS, a += TILE_ROWS * next, c += TILE_ROWS * ldc)
        tile(TILE_ROWS, vectors, trans_a, lanes, p->k, a, lda, b, ldb, c, ldc, bias, p->accumulate);
    for (; i < p->m; i++, a += next, c += ldc)
        tile(1, vectors, trans_a, lanes, p->k, a, lda, b, ldb, c, ldc, bias, p->accumulate);
}

/* The two strips in use, each a function of its own for A as stored and transposed. */
static void wide(int lanes, const GrProduct *p, int j) {
    if (p->trans_a)
        strip(2, true, lanes, p, j);
    else
        strip(2, false, lanes, p, j);
}

static void narrow(int lanes, const GrProduct *p, int j) {
    if (p->trans_a)
        strip(1, true, lanes, p, j);
    else
        strip(1, false, lanes, p, j);
}

static void strips(const GrProduct *p) {
    int j = 0;
    for (; j + 2 * GR_LANES <= p->n; j += 2 * GR_LANES)
        wide(GR_LANES, p, j);
    int left = p->n - j;
    if (left > GR_LANES)
        wide(left - GR_LANES, p, j);
    else if (left > 0)
        narrow(left, p, j);
}

#if defined(__SSE__)
/* The transpose of four numbers in each of four rows. */
INLINE void turn_four(const float *from, size_t ld, float *to, size_t to_ld) {
    __m128 a = _mm_loadu_ps(from), b = _mm_loadu_ps(from + ld);
    __m128 c = _mm_loadu_ps(from + 2 * ld), d = _mm_loadu_ps(from + 3 * ld);
    _MM_TRANSPOSE4_PS(a, b, c, d);
    _mm_storeu_ps(to, a);
    _mm_storeu_ps(to + to_ld, b);
    _mm_storeu_ps(to + 2 * to_ld, c);
    _mm_storeu_ps(to + 3 * to_ld, d);
}
#endif

/* B stored as [n, k] is turned into [k, n] once, so that one kernel serves all cases. */
static void transpose(int rows, int cols, const GrReal *restrict from, size_t ld,
                      GrReal *restrict to) {
    int i = 0;
#if defined(__SSE__)
    for (; !gr_is_double && i + 4 <= cols; i += 4) { /* four columns of four rows at a time */
        int j = 0;
        for (; j + 4 <= rows; j += 4)
            turn_four((const float *)(from + (size_t)j * ld + (size_t)i), ld,
                      (float *)(to + (size_t)i * (size_t)rows + (size_t)j), (size_t)rows);
        for (; j < rows; j++)
            for (int c = i; c < i + 4; c++)
                to[(size_t)c * (size_t)rows + (size_t)j] = from[(size_t)j * ld + (size_t)c];
    }
#endif
    for (; i < cols; i++)
        for (int j = 0; j < rows; j++)
            to[(size_t)i * (size_t)rows + (size_t)j] = from[(size_t)j * ld + (size_t)i];
}

#define SCRATCH 512

/* A tall narrow C = Aᵀ·B (the weights of a layer with few inputs) would leave most lanes idle; its
 * transpose Cᵀ = Bᵀ·A keeps them busy. */
static bool better_transposed(const GrProduct *p) {
    return p->trans_a && !p->trans_b && !p->bias && p->n * 2 <= GR_LANES && p->m >= GR_LANES &&
           (size_t)p->m * (size_t)p->n <= SCRATCH;
}

static void transposed_product(const GrProduct *p) {
    GrReal turned[SCRATCH + GR_SLACK / sizeof(GrReal)];
    GrProduct q = {.m = p->n,
                   .n = p->m,
                   .k = p->k,
                   .a = p->b,
                   .lda = p->ldb,
                   .trans_a = true,
                   .b = p->a,
                   .ldb = p->lda,
                   .c = turned,
                   .ldc = p->m};
    strips(&q);
    for (int i = 0; i < p->m; i++)
        for (int j = 0; j < p->n; j++) {
            GrReal x = turned[j * p->m + i], *c = p->c + (size_t)i * (size_t)p->ldc + j;
            *c = p->accumulate ? *c + x : x;
        }
}

/* B stored transposed and small enough to be turned at once. */
static void turned_product(const GrProduct *p) {
    GrReal turned[SCRATCH + GR_SLACK / sizeof(GrReal)];
    transpose(p->n, p->k, p->b, (size_t)p->ldb, turned);
    GrProduct q = *p;
    q.b = turned;
    q.ldb = p->n;
    strips(&q);
}

#define DEEP 128             /* rows of B in a panel; with STRIP columns it fits the first cache */
#define STRIP (2 * GR_LANES) /* columns of B in a panel */

/* Copies rows `from`… and columns j… of B, as it is meant (not as it is stored), to the panel. */
static void fill_panel(const GrProduct *p, int from, int rows, int j, int columns,
                       GrReal *restrict panel) {
    size_t ldb = (size_t)p->ldb;
    if (p->trans_b)
        for (int c = 0; c < columns; c++)
            for (int r = 0; r < rows; r++)
                panel[r * STRIP + c] = p->b[(size_t)(j + c) * ldb + (size_t)(from + r)];
    else
        for (int r = 0; r < rows; r++)
            memcpy(panel + r * STRIP, p->b + (size_t)(from + r) * ldb + (size_t)j,
                   (size_t)columns * sizeof(GrReal));
}

/* What rows from…from+rows of B contribute to the strip of columns at j. */
static void add_panel(const GrProduct *p, int from, int rows, int j, int columns) {
    GrReal panel[DEEP * STRIP + GR_SLACK / sizeof(GrReal)]
        __attribute__((aligned(GR_VECTOR_BYTES)));
    fill_panel(p, from, rows, j, columns, panel);
    GrProduct q = *p;
    q.n = columns;
    q.k = rows;
    q.a = p->a + (size_t)from * (p->trans_a ? (size_t)p->lda : 1);
    q.b = panel;
    q.ldb = STRIP;
    q.trans_b = false;
    q.c = p->c + j;
    q.bias = p->bias && from == 0 ? p->bias + j : NULL;
    q.accumulate = p->accumulate || from > 0;
    strips(&q);
}

/* B is worked through in panels that stay in the first cache. */
static GrStatus panel_product(const GrProduct *p) {
    for (int j = 0; j < p->n; j += STRIP) {
        int columns = p->n - j < STRIP ? p->n - j : STRIP;
        GR_TRY(gr_poll());
        for (int from = 0; from < p->k; from += DEEP)
            add_panel(p, from, p->k - from < DEEP ? p->k - from : DEEP, j, columns);
    }
    return GR_OK;
}

static GrStatus own_product(const GrProduct *p) {
    size_t size_b = (size_t)p->n * (size_t)p->k;
    if (better_transposed(p))
        transposed_product(p);
    else if (p->trans_b && size_b <= SCRATCH)
        turned_product(p);
    else if (p->trans_b || size_b > CACHED)
        return panel_product(p);
    else
        strips(p);
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
    return own_product(&q);
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
        return own_product(p);
    return large_product(p);
}
