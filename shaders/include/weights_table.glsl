// Part of weights.glsl: the table of the types that look values up, in shared memory.

shared uint weight_table[kTableWords > 0u ? kTableWords : 4u];  // a multiple of four: cooperative_matrix.glsl

void loadTable(Address tables) {
  if (kTableWords == 0u) return;
  for (uint i = gl_LocalInvocationIndex; i < kTableWords; i += kWorkgroup) weight_table[i] = ConstWords(tables).at[i];
  barrier();
}

// Entry i of a table of 16-bit entries.
uint tableEntry(uint i) { return weight_table[i >> 1] >> (16u * (i & 1u)) & 0xFFFFu; }

// The bytes of point i.
uvec2 tablePoint8(uint i) { return uvec2(weight_table[2u * i], weight_table[2u * i + 1u]); }
uint tablePoint4(uint i) { return weight_table[i]; }

// Four nibbles, one a byte, looked up two at a time: entry n | m << 4 has the values of n and m, a byte each.
uint nibbleValues(uint nibbles) {
  const uint pairs = nibbles | nibbles >> 4;
  return tableEntry(pairs & 255u) | tableEntry(pairs >> 16 & 255u) << 16;
}
