-- Names stay as they are written, （ and all; the key under which they are searched has them in half width.
UPDATE customer SET search_key = lower(normalize(search_key, NFKC)) WHERE search_key <> lower(normalize(search_key, NFKC));
COMMENT ON COLUMN customer.search_key IS
  'name, full pinyin, pinyin initials, code and USCC in lower case and half width, separated by spaces';
