# Cross compiler for 64-bit Arm Linux (Debian: g++-aarch64-linux-gnu), with programs run by qemu-user. Our dependencies for
# that machine lie in DEEPWELL_SYSROOT, where tests/tools/aarch64_check.sh unpacks them.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)

if(NOT DEEPWELL_SYSROOT)
  set(DEEPWELL_SYSROOT ${CMAKE_CURRENT_LIST_DIR}/../../build/aarch64-sysroot)
endif()
get_filename_component(DEEPWELL_SYSROOT ${DEEPWELL_SYSROOT} ABSOLUTE)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES DEEPWELL_SYSROOT)

set(CMAKE_FIND_ROOT_PATH ${DEEPWELL_SYSROOT} /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${DEEPWELL_SYSROOT}/usr/lib/aarch64-linux-gnu/pkgconfig:${DEEPWELL_SYSROOT}/usr/share/pkgconfig)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${DEEPWELL_SYSROOT})

# Shared libraries that the linker finds by those that need them.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-Wl,-rpath-link,${DEEPWELL_SYSROOT}/usr/lib/aarch64-linux-gnu")

# The processor that qemu plays; `max` has everything it knows. -L: where the compiler's libc is.
find_program(DEEPWELL_QEMU NAMES qemu-aarch64 qemu-aarch64-static)
if(DEEPWELL_QEMU)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${DEEPWELL_QEMU} -L /usr/aarch64-linux-gnu)
endif()
