namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Kinds of header messages that are read; the values are those of the file.</summary>
enum HdfMessageType
{
    Nil = 0,
    Dataspace = 1,
    LinkInfo = 2,
    Datatype = 3,
    FillValue = 5,
    Link = 6,
    ExternalFiles = 7,
    Layout = 8,
    Filters = 11,
    Attribute = 12,
    Continuation = 16,
    SymbolTable = 17,
    AttributeInfo = 21,
}
