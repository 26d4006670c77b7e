-- The role of legal staff. Where an organisation has made a role of this code for itself, that one stays as it is.
INSERT INTO role (code, name_zh, name_en, built_in, default_scope) VALUES
  ('legal', '法务', 'Legal', true, 'all')
ON CONFLICT (code) DO NOTHING;
