# What cmake/Hardening.cmake promises, read in a built program.
# shellcheck shell=bash

# check_hardening PROGRAM: says which protection it has not.
check_hardening() {
  local program=$1 headers dynamic symbols missing=()
  headers=$(readelf -hlW "$program") && dynamic=$(readelf -dW "$program") && symbols=$(readelf -W --dyn-syms "$program") ||
    return 1
  [[ $headers == *'Type:'*'DYN ('* && $dynamic == *'FLAGS_1'*' PIE'* ]] || missing+=("-pie")
  [[ $headers == *GNU_RELRO* ]] || missing+=("-z relro")
  [[ $dynamic == *BIND_NOW* || $dynamic == *'Flags: NOW'* ]] || missing+=("-z now")
  [[ $headers =~ GNU_STACK[^$'\n']*' RW ' ]] || missing+=("-z noexecstack")
  [[ $symbols == *' __stack_chk_fail@'* ]] || missing+=("-fstack-protector-strong")
  # Those of libc's functions that check what they write, such as __memcpy_chk.
  [[ $symbols =~ ' __'[a-z]+'_chk@' ]] || missing+=("_FORTIFY_SOURCE")
  if [[ $headers == *X86-64* ]]; then
    # Where an indirect jump may land, every function begins with that.
    objdump -d --no-show-raw-insn --disassemble=main "$program" | grep -q endbr64 || missing+=("-fcf-protection")
  fi
  ((${#missing[@]} == 0)) || {
    printf '%s is built without %s (cmake/Hardening.cmake)\n' "$program" "${missing[*]}" >&2
    return 1
  }
}
