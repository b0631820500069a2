// dotBytes(a, b): Σ of four products of signed bytes. With DEEPWELL_DOT in one instruction (SPV_KHR_integer_dot_product; GLSL
// has no name for it), else in plain arithmetic with the same result.
#ifndef DEEPWELL_SHADERS_DOT_GLSL
#define DEEPWELL_SHADERS_DOT_GLSL

#ifdef DEEPWELL_DOT
#extension GL_EXT_spirv_intrinsics : require
// OpSDotKHR; capabilities DotProductKHR and DotProductInput4x8BitPackedKHR; format PackedVectorFormat4x8BitKHR = 0.
spirv_instruction(extensions = ["SPV_KHR_integer_dot_product"], capabilities = [6019, 6018], id = 4450)
int packedDot(uint a, uint b, spirv_literal uint format);
int dotBytes(uint a, uint b) { return packedDot(a, b, 0u); }
#else
int dotBytes(uint a, uint b) {
  const int x = int(a);
  const int y = int(b);
  return bitfieldExtract(x, 0, 8) * bitfieldExtract(y, 0, 8) + bitfieldExtract(x, 8, 8) * bitfieldExtract(y, 8, 8) +
         bitfieldExtract(x, 16, 8) * bitfieldExtract(y, 16, 8) + (x >> 24) * (y >> 24);
}
#endif

int dotBytes16(uvec4 a, uvec4 b) { return dotBytes(a.x, b.x) + dotBytes(a.y, b.y) + dotBytes(a.z, b.z) + dotBytes(a.w, b.w); }

#endif
