/** Eight digits in, a German USt-IdNr. out: the ninth is the check digit of ISO 7064, MOD 11,10. */
export function germanVatId(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return `DE${digits}${(11 - product) % 10}`
}

/** Eight digits in, a French number out: SIREN with its Luhn digit, and the key (12 + 3 * (SIREN mod 97)) mod 97. */
export function frenchVatId(digits: string): string {
  const luhn = [...digits].reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
  const siren = `${digits}${(10 - (luhn % 10)) % 10}`
  const key = (12 + 3 * (Number(siren) % 97)) % 97
  return `FR${String(key).padStart(2, "0")}${siren}`
}

/** Seven digits in, a British number out: weights 8 to 2, the check digits bring the sum to a multiple of 97. */
export function britishVatId(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (8 - index), 0)
  return `GB${digits}${String(97 - (sum % 97)).padStart(2, "0")}`
}
