-- A model that comes from elsewhere is tried on data with outcomes before anybody may call it validated.
ALTER TABLE model_training ADD COLUMN trial_of uuid REFERENCES rating_model;
COMMENT ON COLUMN model_training.trial_of IS 'the model that is tried on the data; null: a new one is trained';
CREATE INDEX model_training_trial ON model_training (trial_of) WHERE trial_of IS NOT NULL;

-- Models may come from ONNX files, and may be linear in their features.
ALTER TABLE rating_model DROP CONSTRAINT rating_model_method_check;
ALTER TABLE rating_model ADD CONSTRAINT rating_model_method_check CHECK (method IN ('scorecard', 'gbm', 'linear'));
ALTER TABLE rating_model DROP CONSTRAINT rating_model_source_check;
ALTER TABLE rating_model ADD CONSTRAINT rating_model_source_check CHECK (source IN ('trained', 'imported', 'onnx'));
