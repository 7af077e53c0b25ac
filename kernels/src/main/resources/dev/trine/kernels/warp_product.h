/*
 * Products of warps of 32 lanes by tensor cores, which NVIDIA's devices have since compute capability 8.0: of BF16 by 16
 * terms at a time, or of F32 that operand.h rounds to TF32 by 8. For CUDA, and for the host, which computes the same sums
 * element by element.
 *
 * A panel lies in local memory as its operand does in the device's, `across` if terms lie next to each other. Rows of it
 * are padded so that the lanes of a warp, loading fragments, meet no bank of the memory twice.
 */
#ifdef OPERANDS_BF16
/* Elements of an operand to a word of 32 bits. */
#define PER_WORD 2
#else
#define PER_WORD 1
#endif
#define QUAD_WORDS (4 / PER_WORD)
/* Terms that are multiplied at a time, and the two times as many that a panel has. */
#define STEP_TERMS (8 * PER_WORD)
#define PANEL_TERMS (2 * STEP_TERMS)
/* Words from line to line where the terms of each lie next to each other. */
#define LINE_PITCH 20

/* How a panel lies in local memory: where terms do not lie next to each other, they are `pitch` words apart. */
typedef struct {
  int across;
  int pitch;
} Layout;

/* The word that an element is in, or begins. */
DEVICE int place(Layout layout, int line, int term) {
  return layout.across ? line * LINE_PITCH + term / PER_WORD : term * layout.pitch + line / PER_WORD;
}

/* Four elements, as they are in memory; those behind `length` become 0. */
DEVICE void load_words(GLOBAL const OPERAND* source, int length, int wide, u32* words) {
#ifdef OPERANDS_BF16
  if (wide && length >= 4) {
    uint2 two = *(GLOBAL const uint2*)source;
    words[0] = two.x;
    words[1] = two.y;
  } else {
    UNROLL for (int j = 0; j < 2; j++) {
      u32 low = 2 * j < length ? source[2 * j] : 0;
      u32 high = 2 * j + 1 < length ? source[2 * j + 1] : 0;
      words[j] = low | high << 16;
    }
  }
#else
  float quad[4];
  load_quad(source, length, wide, quad);
  UNROLL for (int j = 0; j < 4; j++) {
    words[j] = (u32)AS_INT(quad[j]);
  }
#endif
}

/* Writes four elements of a panel. Not before are they rounded: until then they may be on their way. */
DEVICE void store_words(LOCAL u32* target, const u32* words) {
#ifdef OPERANDS_BF16
  uint2 two;
  two.x = words[0];
  two.y = words[1];
  *(LOCAL uint2*)target = two;
#else
  LOCAL_STORE4(target, FLOAT4(NUMBER(AS_FLOAT(words[0])), NUMBER(AS_FLOAT(words[1])), NUMBER(AS_FLOAT(words[2])),
                              NUMBER(AS_FLOAT(words[3]))));
#endif
}

#ifdef DIALECT_CUDA

/* The word from which a lane loads its part of the first fragment: 16 lines of STEP_TERMS terms. */
DEVICE int fragment_place(Layout layout, int lane) {
#ifdef OPERANDS_BF16
  /* Of each 8 x 8 elements, eight lanes name the rows as they are stored. */
  int lines = lane / 8 % 2 * 8;
  int terms = lane / 16 * 8;
  return layout.across ? place(layout, lines + lane % 8, terms) : place(layout, lines, terms + lane % 8);
#else
  return place(layout, lane / 4, lane % 4);
#endif
}

/*
 * A lane's words of a fragment: of its first 8 lines and first half of terms, of its last 8 lines and the same terms, of
 * the first lines and the other terms, of the last and these. As a this is what mma takes; as b the even words belong to
 * the first 8 columns, and the odd ones to the others.
 */
DEVICE void load_fragment(LOCAL const u32* from, Layout layout, u32* words) {
#ifdef OPERANDS_BF16
  u32 address = (u32)__cvta_generic_to_shared(from);
  if (layout.across) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(words[0]), "=r"(words[1]), "=r"(words[2]), "=r"(words[3]) : "r"(address) : "memory");
  } else {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(words[0]), "=r"(words[1]), "=r"(words[2]), "=r"(words[3]) : "r"(address) : "memory");
  }
#else
  words[0] = from[0];
  words[1] = from[place(layout, 8, 0)];
  words[2] = from[place(layout, 0, 4)];
  words[3] = from[place(layout, 8, 4)];
#endif
}

#ifdef OPERANDS_BF16
#define MULTIPLY_WARPS "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32"
#else
#define MULTIPLY_WARPS "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"
#endif

/* Adds 16 x 8 products, of which a lane has two neighbours in one row and two in the eighth behind it. */
DEVICE void multiply_fragments(const u32* x, u32 y_first, u32 y_last, float* upper, float* lower) {
  asm(MULTIPLY_WARPS " {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
      : "+f"(upper[0]), "+f"(upper[1]), "+f"(lower[0]), "+f"(lower[1])
      : "r"(x[0]), "r"(x[1]), "r"(x[2]), "r"(x[3]), "r"(y_first), "r"(y_last));
}

#else

/* An element of a panel. */
DEVICE float panel_element(LOCAL const u32* panel, Layout layout, int line, int term) {
  u32 word = panel[place(layout, line, term)];
#ifdef OPERANDS_BF16
  return AS_FLOAT((layout.across ? term : line) % 2 == 0 ? word << 16 : word & 0xffff0000u);
#else
  return AS_FLOAT(word);
#endif
}

#endif

/* Where a lane's results are within those of its warp. */
#define ROW_OF_WARP(i, lane) ((i) / 2 * 16 + (i) % 2 * 8 + (lane) / 4)
#define COLUMN_OF_WARP(j, lane) ((j) / 2 * 8 + (lane) % 4 * 2 + (j) % 2)
