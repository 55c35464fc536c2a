using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>The schema of <c>architecture.json</c>, made from the catalogue of templates.</summary>
static class ArchitectureSchema
{
    public static string Text() => SchemaText.Of("architecture.schema.json", "Architecture", "What a network is: a template with parameters, a graph in the dialect of Keras 3, or a model to take it from. Texts in German stand in x-de, units in x-unit.", Root());

    static JsonObject Root()
    {
        var forms = new JsonArray();
        foreach (var template in ArchitectureTemplates.All)
        {
            forms.Add(Form(
                template.Title,
                template.English,
                template.German,
                "template",
                new() { ["template"] = new JsonObject { ["enum"] = new JsonArray(template.Defaults.Id), ["description"] = template.English, ["x-de"] = template.German }, ["params"] = Parameters(template) },
                "template"));
        }

        forms.Add(Form("Graph", "Layers and their connections as Keras 3 writes them (config.json of a .keras file).", "Schichten und ihre Verbindungen, wie Keras 3 sie schreibt (config.json einer .keras-Datei).", "graph", new() { ["network"] = Graph() }, "network"));
        forms.Add(Form("Model", "The network of a model that exists.", "Das Netz eines vorhandenen Modells.", "model", new() { ["path"] = new JsonObject { ["type"] = "string", ["description"] = "File or folder of the model (.keras, legacy .h5, folder of nnU-Net), relative to this file.", ["x-de"] = "Datei oder Ordner des Modells (.keras, altes .h5, Ordner von nnU-Net), relativ zu dieser Datei." } }, "path"));
        return new() { ["oneOf"] = forms };
    }

    static JsonObject Form(string title, string english, string german, string kind, JsonObject own, string required)
    {
        var properties = new JsonObject
        {
            ["//"] = new JsonObject { ["description"] = "Comment.", ["x-de"] = "Kommentar." },
            ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Place of this schema.", ["x-de"] = "Ort dieses Schemas." },
            ["schemaVersion"] = new JsonObject { ["type"] = "string", ["pattern"] = "^1\\.[0-9]+$", ["default"] = ArchitectureFile.SchemaVersion, ["description"] = "Version of the form.", ["x-de"] = "Version der Form." },
            ["kind"] = new JsonObject { ["enum"] = new JsonArray(kind), ["description"] = english, ["x-de"] = german },
        };
        foreach (var (key, value) in own)
        {
            properties[key] = value!.DeepClone();
        }

        return new()
        {
            ["title"] = title,
            ["description"] = english,
            ["x-de"] = german,
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray(required),
            ["additionalProperties"] = false,
        };
    }

    static JsonObject Parameters(TemplateDescription template)
    {
        var schema = RecordSchema.Of(template.Defaults.GetType());
        schema["description"] = "Settings; what is left out has its default.";
        schema["x-de"] = "Einstellungen; was fehlt, hat seinen Standardwert.";
        return schema;
    }

    static JsonObject Graph() => new()
    {
        ["type"] = "object",
        ["description"] = "A Functional or Sequential model: class_name and config.",
        ["x-de"] = "Ein Functional- oder Sequential-Modell: class_name und config.",
        ["required"] = new JsonArray("class_name", "config"),
    };
}
