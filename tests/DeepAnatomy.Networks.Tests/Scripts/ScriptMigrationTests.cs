using System.Collections.Immutable;
using CsCheck;
using DeepAnatomy.Networks.Scripts;

namespace DeepAnatomy.Networks.Tests.Scripts;

/// <summary>Hints for Python sources on the way from Keras 2 to Keras 3.</summary>
public class ScriptMigrationTests
{
    static ImmutableArray<ScriptHint> Scan(string text) => ScriptMigration.Scan(text, "train.py");

    static ScriptHint Only(string text, string old) => Assert.Single(Scan(text), hint => hint.Old == old);

    [Fact]
    public void A_clean_keras_3_script_gives_no_hints() => Assert.Empty(Scan(CleanScript));

    [Fact]
    public void Hints_carry_line_and_column()
    {
        var hint = Only("import keras\n\nx = 1\nlayer = keras.layers.LeakyReLU(\n    alpha=0.1)\n", "alpha");
        Assert.Equal((5, 5, "negative_slope", HintSeverity.Error), (hint.Line, hint.Column, hint.New, hint.Severity));
        Assert.Equal("train.py:5:5: error: alpha -> negative_slope. Renamed; the defaults stay (0.3 in the layer, 0.2 in the function).", hint.ToString());
    }

    [Theory]
    [InlineData("import tensorflow as tf\ny = tf.keras.layers.LeakyReLU(alpha=0.3)")]
    [InlineData("from tensorflow.keras import layers as L\ny = L.LeakyReLU(alpha=0.3)")]
    [InlineData("from tensorflow import keras\ny = keras.layers.LeakyReLU(alpha=0.3)")]
    [InlineData("from keras.layers import (Dense,\n  LeakyReLU as Leaky)\ny = Leaky(alpha=0.3)")]
    [InlineData("import tensorflow.keras.layers as kl\ny = kl.LeakyReLU(alpha=0.3)")]
    [InlineData("import tensorflow as tf\nlayers = tf.keras.layers\ny = layers.LeakyReLU(alpha=0.3)")]
    [InlineData("from keras.layers import *\ny = LeakyReLU(alpha=0.3)")]
    public void Aliases_are_resolved(string text) => Only(text, "alpha");

    [Theory]
    [InlineData("import keras\n# keras.layers.ThresholdedReLU(theta=1)\n")]
    [InlineData("import keras\nx = 'keras.layers.ThresholdedReLU(theta=1)'\n")]
    [InlineData("import keras\n\"\"\"\nkeras.layers.ThresholdedReLU\nlr=1\n\"\"\"\n")]
    [InlineData("import keras\nx = f'{a!r} keras.layers.ThresholdedReLU {b[\"c\"]}'\n")]
    [InlineData("class Mine:\n  class layers:\n    ThresholdedReLU = 1\nkeras = Mine()\ny = keras.layers.ThresholdedReLU\n")]
    [InlineData("import keras\nimport numpy as np\nnp.save('x.npy', y)\nimage.save('a.png')\nframe.fit_generator\n")]
    [InlineData("import keras\ny = sgd(lr=0.1)\nother = dict(alpha=1)\n")]
    public void Comments_strings_and_other_objects_are_left_alone(string text) => Assert.Empty(Scan(text));

    [Theory]
    [InlineData("from tensorflow import keras\n", "from tensorflow import keras", "import keras")]
    [InlineData("from tensorflow.keras import backend as K\n", "from tensorflow.keras", "from keras")]
    [InlineData("import tensorflow.keras as keras\n", "import tensorflow.keras", "import keras as keras")]
    public void Imports_through_tensorflow_are_advised(string text, string old, string replacement)
    {
        var hint = Scan(text)[0];
        Assert.Equal(HintSeverity.Advice, hint.Severity);
        Assert.Equal((old, replacement), (hint.Old, hint.New));
    }

    [Theory]
    [InlineData("K.mean(x)", "K.mean", "keras.ops.mean")]
    [InlineData("K.permute_dimensions(x, (0, 2, 1))", "K.permute_dimensions", "keras.ops.transpose")]
    [InlineData("K.set_value(v, 1)", "K.set_value", "variable.assign")]
    public void Backend_functions_have_their_operations(string line, string old, string replacement) =>
        Assert.Equal(replacement, Only($"from keras import backend as K\n{line}\n", old).New);

    [Fact]
    public void Settings_of_the_backend_stay() => Assert.Empty(Scan("from keras import backend as K\nK.clear_session()\ne = K.epsilon()\n"));

    [Theory]
    [InlineData("tf.reduce_sum(x)", "keras.ops.sum")]
    [InlineData("tf.math.reduce_std(x)", "keras.ops.std")]
    [InlineData("tf.concat([a, b], -1)", "keras.ops.concatenate")]
    [InlineData("tf.nn.dropout(x, 0.1)", "keras.random.dropout")]
    [InlineData("tf.compat.v1.nn.conv2d(x, k)", "keras.ops.conv")]
    [InlineData("tf.reshape(x, s)", "keras.ops.reshape")]
    public void Operations_of_tensorflow_are_advice(string line, string replacement)
    {
        var hint = Assert.Single(Scan($"import tensorflow as tf\ny = {line}\n"));
        Assert.Equal((replacement, HintSeverity.Advice), (hint.New, hint.Severity));
    }

    [Fact]
    public void Operations_of_tensorflow_on_symbolic_tensors_are_errors()
    {
        var hints = Scan("import tensorflow as tf\nimport keras\nx = keras.Input((8, 8, 1))\nx = keras.layers.Conv2D(3, 3)(x)\nc = keras.layers.ReLU()\ny = c(x)\nz = tf.squeeze(y)\nn = tf.shape(x.shape)\n");
        Assert.Equal([(7, HintSeverity.Error), (8, HintSeverity.Advice)], hints.Select(h => (h.Line, h.Severity)));
    }

    [Theory]
    [InlineData("model = keras.Sequential()\nmodel.save('out')", "\"out\"", "\"out.keras\"")]
    [InlineData("model.save('a.h5', save_format='h5')", "save(save_format=...)", "a path that ends in .keras")]
    [InlineData("model.save_weights('w.h5')", "\"w.h5\"", "\"w.weights.h5\"")]
    [InlineData("m = keras.models.load_model('saved_model/')", "\"saved_model/\"", "keras.layers.TFSMLayer(path, call_endpoint=\"serving_default\")")]
    [InlineData("c = keras.callbacks.ModelCheckpoint('c.h5', save_weights_only=True)", "\"c.h5\"", "\"c.weights.h5\"")]
    [InlineData("model.fit_generator(g)", "model.fit_generator", "fit")]
    [InlineData("model.fit(x, workers=4)", "fit(workers=...)", "the constructor of keras.utils.PyDataset")]
    [InlineData("o = keras.optimizers.Adam(lr=1e-3, decay=1e-6)", "lr", "learning_rate")]
    [InlineData("o = keras.optimizers.Adam(1e-3, decay=1e-6)", "decay", "keras.optimizers.schedules.InverseTimeDecay")]
    [InlineData("o = keras.optimizers.legacy.Adam(1e-3)", "keras.optimizers.legacy.Adam", "keras.optimizers.Adam")]
    [InlineData("model.optimizer.lr.assign(0.1)\nprint(model.optimizer.lr)", "model.optimizer.lr", "model.optimizer.learning_rate")]
    [InlineData("y = keras.layers.Dense(3, name='block/dense')", "\"block/dense\"", "\"block_dense\"")]
    [InlineData("y = keras.layers.UpSampling2D(2, interpolation='area')", "\"area\"", "nearest, bilinear, bicubic, lanczos3 or lanczos5")]
    [InlineData("y = keras.layers.experimental.preprocessing.Rescaling(2)", "keras.layers.experimental.preprocessing.Rescaling", "keras.layers.Rescaling")]
    [InlineData("y = keras.layers.experimental.SyncBatchNormalization()", "keras.layers.experimental.SyncBatchNormalization", "keras.layers.BatchNormalization(synchronized=True)")]
    [InlineData("m = keras.Model([[a, b], c], d)", "nested inputs or outputs", "one flat list or dict")]
    [InlineData("y = keras.layers.Add()([x, None])", "None", "an optional argument of call()")]
    [InlineData("y = keras.layers.Conv2D(filters=3, border_mode='same')", "border_mode", "padding")]
    public void Removed_names_arguments_and_paths_are_found(string line, string old, string replacement) =>
        Assert.Contains(Scan($"import keras\n{line}\n"), hint => hint.Old == old && hint.New == replacement);

    [Fact]
    public void Names_are_told_at_the_import_that_fails()
    {
        var hint = Assert.Single(Scan("from keras.layers import Dense, ThresholdedReLU\n"));
        Assert.Equal((1, 33, "keras.layers.ReLU(threshold=theta)"), (hint.Line, hint.Column, hint.New));
    }

    [Fact]
    public void Hard_sigmoid_is_a_silent_change_only_in_an_old_script()
    {
        const string layer = "y = layers.Conv2D(1, 3, activation='hard_sigmoid')\n";
        Assert.Empty(Scan("from keras import layers\n" + layer));
        Assert.Equal(HintSeverity.SilentChange, Only("from tensorflow.keras import layers\n" + layer, "\"hard_sigmoid\"").Severity);
    }

    [Fact]
    public void Custom_layers_are_read_with_their_scopes()
    {
        var hints = Scan(CustomLayer);
        Assert.Equal(
            [(6, "tf.Variable"), (7, "add_weight(\"kernel\", ...)"), (11, "if tf.reduce_mean(...)"), (11, "tf.reduce_mean"), (12, "keras.layers.Dense(...) in call()"), (13, "self.add_weight in call()"), (14, "tf.strings.as_string")],
            hints.Select(h => (h.Line, h.Old)));
    }

    [Fact]
    public void Broken_sources_do_no_harm()
    {
        Gen.Select(Gen.Int[0, CustomLayer.Length], Gen.Char["()[]{}'\"\\\n #=:.fé\t"]).Sample(
            (at, c) => Scan(CustomLayer[..at] + c).Length + Scan(CustomLayer[..at] + c + CustomLayer[at..]).Length < 100,
            iter: 3000);
    }

    const string CustomLayer = """
        import tensorflow as tf
        import keras

        class Mine(keras.layers.Layer):
            def build(self, shape):
                self.a = tf.Variable(1.0)
                self.w = self.add_weight("kernel", shape=shape)
                self.fine = self.add_weight(shape=shape)

            def call(self, x):
                if tf.reduce_mean(x) > 0:
                    x = keras.layers.Dense(3)(x)
                self.late = self.add_weight(shape=(1,))
                return tf.strings.as_string(x)

        def outside(model):
            layer = keras.layers.Dense(3)
            return tf.Variable(1)

        """;

    const string CleanScript = """"
        """Trains a network. tf.keras.layers.ThresholdedReLU(lr=1) is history."""
        import os

        os.environ["KERAS_BACKEND"] = "torch"

        import keras
        import numpy as np
        from keras import layers, ops

        def block(x, filters, *, alpha=0.2, name=None):
            x = layers.Conv2D(filters, 3, padding="same", name=f"{name}_conv")(x)
            x = layers.BatchNormalization(momentum=0.9)(x)
            return layers.LeakyReLU(negative_slope=alpha)(x)

        @keras.saving.register_keras_serializable(package="mine")
        class Attention(layers.Layer):
            def __init__(self, filters, **kwargs):
                super().__init__(**kwargs)
                self.filters = filters
                self.conv = layers.Conv2D(filters, 1)
                self.seed_generator = keras.random.SeedGenerator(1)

            def build(self, input_shape):
                self.scale = self.add_weight(shape=(1,), initializer="zeros", name="scale")
                self.conv.build(input_shape)

            def call(self, x, training=None):
                if training:
                    x = x + keras.random.normal(ops.shape(x), seed=self.seed_generator)
                self.add_loss(ops.mean(ops.square(x)))
                return ops.sigmoid(self.conv(x)) * self.scale

            def get_config(self):
                return {**super().get_config(), "filters": self.filters}

        inputs = keras.Input((None, None, 1), name="ct")
        x = block(inputs, 16, name="first")
        x = layers.Concatenate()([x, Attention(8)(x)])
        x = layers.UpSampling2D(interpolation="bilinear")(x)
        outputs = layers.Conv2D(3, 1, activation="softmax")(x)
        model = keras.Model(inputs, [outputs, x][0], name="net")
        schedule = keras.optimizers.schedules.InverseTimeDecay(1e-3, 1000, 0.5)
        model.compile(optimizer=keras.optimizers.AdamW(learning_rate=schedule, weight_decay=1e-4), loss="mse", jit_compile=False)
        callbacks = [
            keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True),
            keras.callbacks.ModelCheckpoint("w.{epoch}.weights.h5", save_weights_only=True),
            keras.callbacks.ReduceLROnPlateau(patience=3, min_delta=1e-4),
        ]
        model.fit(np.zeros((1, 8, 8, 1)), np.zeros((1, 16, 16, 3)), epochs=2, callbacks=callbacks)
        print(model.optimizer.learning_rate, keras.backend.backend(), keras.config.floatx())
        model.save_weights("net.weights.h5")
        model.load_weights("net.weights.h5")
        model.save("net.keras")
        np.save("x.npy", ops.convert_to_numpy(model(np.ones((1, 8, 8, 1)))))
        model = keras.models.load_model("net.keras", custom_objects={"Attention": Attention})
        model.export("saved")
        """";
}
