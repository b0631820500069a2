import QtQuick
import Deepwell.Style

// A whole number; out of range it goes to the nearest. With `none` the field of a zero is empty and shows that word.
TextBox {
    id: root

    required property int value
    property int lowest: 0
    property int highest: 2147483647
    property string none: ""
    readonly property string shown: value === 0 && none !== "" ? "" : value
    signal edited(int value)

    width: 120
    implicitHeight: Theme.controlHeight - 6
    horizontalAlignment: TextInput.AlignRight
    inputMethodHints: Qt.ImhDigitsOnly
    validator: RegularExpressionValidator { regularExpression: /[0-9]{0,10}/ }
    placeholderText: none
    text: shown
    onEditingFinished: {
        root.edited(Math.max(lowest, Math.min(highest, Number(text))));
        text = Qt.binding(() => root.shown);
    }
}
