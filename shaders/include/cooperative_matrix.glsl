// Cooperative matrices of a subgroup: sums [kM, kN] float32 += MatrixInput [kM, kK] float16 * MatrixWeight [kK, kN] float16, and the
// shared memory that they come from and go to. Defined before inclusion: kWorkgroup, kSums (of a subgroup), kStageStride (entries
// from one row to the next), kInputRows, kWeightRows, kResultMatrices (of a subgroup).
//   subgroupIndex(), subgroupLane()     of kSubgroup lanes
//   stage_inputs, stage_weights         rows of entries of four float16; stageHalves(vec4), packedHalves(uvec2) make an entry
//   stage_results                       float32
//   zeroSum(s)                          sum s of kSums
//   loadInput(at)                       rows of kK values; the first begins at entry `at` of stage_inputs
//   loadWeight(at)                      columns likewise, of stage_weights
//   addProduct(s, input, weight)
//   storeSum(at, s)                     rows of kN floats from stage_results[at] on
// Matrices lie in shared memory at multiples of 16 bytes, as their loads want: what comes before them there has multiples of 16 too.
// With DEEPWELL_COOPERATIVE_MATRIX those of VK_KHR_cooperative_matrix, else the same from plain arithmetic, which shows on any device
// that what is around them is right.
#ifndef DEEPWELL_SHADERS_COOPERATIVE_MATRIX_GLSL
#define DEEPWELL_SHADERS_COOPERATIVE_MATRIX_GLSL

layout(constant_id = 9) const uint kM = 16;
layout(constant_id = 10) const uint kN = 16;
layout(constant_id = 11) const uint kK = 16;
layout(constant_id = 12) const uint kSubgroup = 32;

#ifdef DEEPWELL_COOPERATIVE_MATRIX

// The vendors' GLSL extension for this is younger than Debian 12's glslang, but that can name any instruction. Operands of types
// become words there instead of ids: shaders/tools/matrix_types.cpp puts that right. Of those, 16.0 and 32.0 stand for the component
// type's bits, 0x5350 and a number for the specialisation constant of that number, all others for themselves.
#extension GL_EXT_spirv_intrinsics : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#extension GL_KHR_shader_subgroup_basic : require
#pragma use_vulkan_memory_model

#define MATRIX_NEEDS extensions = ["SPV_KHR_cooperative_matrix"], capabilities = [6022]
#define MATRIX_TYPE(bits, rows, cols, use) spirv_type(MATRIX_NEEDS, id = 4456, bits, 3u, rows, cols, use)
#define MatrixInput MATRIX_TYPE(16.0, 0x53500009u, 0x5350000Bu, 0u)
#define MatrixWeight MATRIX_TYPE(16.0, 0x5350000Bu, 0x5350000Au, 1u)
#define MatrixSum MATRIX_TYPE(32.0, 0x53500009u, 0x5350000Au, 2u)

shared f16vec4 stage_inputs[kInputRows * kStageStride];
shared f16vec4 stage_weights[kWeightRows * kStageStride];
shared float stage_results[kWorkgroup / kSubgroup * kResultMatrices * kM * kN];

// Operands: pointer, layout (0 by rows, 1 by columns), stride, memory operands, scope (2: workgroup).
spirv_instruction(MATRIX_NEEDS, id = 4457) MatrixInput inputLoad(spirv_by_reference f16vec4 at, uint order, uint stride,
                                                                 spirv_literal uint access, uint scope);
spirv_instruction(MATRIX_NEEDS, id = 4457) MatrixWeight weightLoad(spirv_by_reference f16vec4 at, uint order, uint stride,
                                                                   spirv_literal uint access, uint scope);
spirv_instruction(MATRIX_NEEDS, id = 4458) void sumStore(spirv_by_reference float at, MatrixSum sum, uint order, uint stride,
                                                         spirv_literal uint access, uint scope);
spirv_instruction(MATRIX_NEEDS, id = 4459) MatrixSum multiplyAdd(MatrixInput a, MatrixWeight b, MatrixSum sum);
spirv_instruction(MATRIX_NEEDS, id = 80) MatrixSum compositeOf(float value);

// NonPrivatePointer 32, with MakePointerVisible 16 or MakePointerAvailable 8.
#define loadInput(at) inputLoad(stage_inputs[at], 0u, kStageStride, 48u, 2u)
#define loadWeight(at) weightLoad(stage_weights[at], 1u, kStageStride, 48u, 2u)
#define storeSum(at, s) sumStore(stage_results[at], sums[s], 0u, kN, 40u, 2u)
#define zeroSum(s) sums[s] = compositeOf(0.0)
#define addProduct(s, input, weight) sums[s] = multiplyAdd(input, weight, sums[s])

MatrixSum sums[kSums];

f16vec4 stageHalves(vec4 x) { return f16vec4(x); }
f16vec4 packedHalves(uvec2 x) { return f16vec4(unpackFloat2x16(x.x), unpackFloat2x16(x.y)); }
uint subgroupIndex() { return gl_SubgroupID; }
uint subgroupLane() { return gl_SubgroupInvocationID; }

#else

shared uvec2 stage_inputs[kInputRows * kStageStride];
shared uvec2 stage_weights[kWeightRows * kStageStride];
shared float stage_results[kWorkgroup / kSubgroup * kResultMatrices * kM * kN];

// Inputs and weights stay where they are until the product. An invocation has every kSubgroup-th sum.
#define MatrixInput uint
#define MatrixWeight uint
#define loadInput(at) (at)
#define loadWeight(at) (at)
const uint kOwn = kM * kN / kSubgroup;
float sums[kSums * kOwn];

uvec2 stageHalves(vec4 x) { return uvec2(packHalf2x16(x.xy), packHalf2x16(x.zw)); }
uvec2 packedHalves(uvec2 x) { return x; }
uint subgroupIndex() { return gl_LocalInvocationIndex / kSubgroup; }
uint subgroupLane() { return gl_LocalInvocationIndex % kSubgroup; }

void zeroSum(uint s) {
  [[unroll]] for (uint i = 0u; i < kOwn; ++i) sums[s * kOwn + i] = 0.0;
}

vec4 fourHalves(uvec2 x) { return vec4(unpackHalf2x16(x.x), unpackHalf2x16(x.y)); }

void addProduct(uint s, uint inputs, uint weights) {
  [[unroll]] for (uint i = 0u; i < kOwn; ++i) {
    const uint e = subgroupLane() + i * kSubgroup;
    for (uint k = 0u; k < kK / 4u; ++k) {
      sums[s * kOwn + i] += dot(fourHalves(stage_inputs[inputs + e / kN * kStageStride + k]),
                                fourHalves(stage_weights[weights + e % kN * kStageStride + k]));
    }
  }
}

void storeSum(uint at, uint s) {
  [[unroll]] for (uint i = 0u; i < kOwn; ++i) stage_results[at + subgroupLane() + i * kSubgroup] = sums[s * kOwn + i];
}

#endif

#endif
