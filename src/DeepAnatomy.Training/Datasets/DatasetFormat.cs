namespace DeepAnatomy.Training.Datasets;

/// <summary>How a dataset lies on disk.</summary>
public enum DatasetFormat
{
    /// <summary>Told apart by what is there: a file is a table, a folder with <c>dataset.json</c> is nnU-Net's, any other folder has one subfolder per scan.</summary>
    Auto,

    /// <summary>One subfolder per scan with <c>ct.nii.gz</c> and <c>labels.nii.gz</c> or <c>truth.nii.gz</c>.</summary>
    Folders,

    /// <summary>nnU-Net raw: <c>dataset.json</c>, <c>imagesTr/CASE_0000.nii.gz</c>, <c>labelsTr/CASE.nii.gz</c>.</summary>
    NnUnet,

    /// <summary>A table with the columns <c>case, image, label</c>, and as wanted <c>patient, sex, age</c>.</summary>
    Table,
}
