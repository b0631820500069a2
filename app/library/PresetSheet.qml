import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Settings
import Deepwell.Settings.Pages
import Deepwell.Style

// How one model is used, where that differs from the settings.
Sheet {
    id: root

    property string path
    property string name
    property var draft: ({})
    property bool more: false   // of the sampling

    function openFor(model: string, words: string): void {
        path = model;
        name = words;
        open();
    }
    function change(key: string, value: var): void {
        const changed = Object.assign({}, draft);
        changed[key] = value;
        draft = changed;
    }
    function save(): void {
        Library.setPreset(path, Object.assign({}, draft, { systemPrompt: prompt.text }));
        close();
    }

    width: Math.min(560, parent.width - 2 * Theme.space4)
    height: Math.min(implicitHeight, parent.height - 2 * Theme.space4)
    title: qsTr("Preset")
    onAboutToShow: {
        draft = Library.preset(path);
        prompt.text = draft.systemPrompt;
        more = draft.repetitionPenalty !== 1 || draft.presencePenalty !== 0 || draft.frequencyPenalty !== 0;
    }
    onOpened: prompt.grab()

    contentItem: ColumnLayout {
        spacing: Theme.space3

        Column {
            Layout.fillWidth: true
            spacing: 2

            Text {
                text: root.title
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
            }
            Text {
                width: parent.width
                text: qsTr("For %1 only; everything else as in the settings.").arg(root.name)
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
        }
        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            implicitHeight: column.implicitHeight
            contentHeight: column.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollRail {}

            FocusInSight {}
            Column {
                id: column

                width: parent.width - Theme.space2
                spacing: Theme.space3

                Text {
                    text: qsTr("System prompt")
                    color: Theme.text
                    font.pixelSize: Theme.label
                }
                PromptBox {
                    id: prompt

                    width: parent.width
                    fieldName: "systemPrompt"
                    label: qsTr("System prompt")
                    placeholder: usual !== "" && !(root.draft.noInstructions ?? false) ? qsTr("As in the settings: %1").arg(usual)
                                                                                       : qsTr("For example: Answer in short sentences.")

                    readonly property string usual: Preferences.instructions.trim().split("\n")[0]
                }
                SettingRow {
                    offered: prompt.usual !== "" && prompt.text.trim() === ""
                    name: qsTr("Without the instructions of the settings")
                    about: qsTr("Some reasoning models answer best without a system prompt")
                    Toggle {
                        objectName: "presetNoInstructions"
                        text: qsTr("Without the instructions of the settings")
                        checked: root.draft.noInstructions ?? false
                        onToggled: root.change("noInstructions", checked)
                    }
                }
                SettingRow {
                    name: qsTr("Think before answering")
                    ChoiceMenu {
                        objectName: "presetThink"
                        Accessible.name: qsTr("Think before answering")
                        current: String(root.draft.think ?? 0)
                        choices: [{ value: "0", words: qsTr("As in the settings") }, { value: "1", words: qsTr("Yes") }, { value: "2", words: qsTr("No") }]
                        onChosen: value => root.change("think", Number(value))
                    }
                }
                SettingRow {
                    name: qsTr("Context length")
                    about: qsTr("In tokens; from the next load on")
                    NumberBox {
                        objectName: "presetContext"
                        value: root.draft.contextTokens ?? 0
                        none: qsTr("As in the settings")
                        width: 190
                        highest: 1048576
                        Accessible.name: qsTr("Context length in tokens")
                        onEdited: value => root.change("contextTokens", value)
                    }
                }
                SettingRow {
                    name: qsTr("Sampling of its own")
                    Toggle {
                        objectName: "presetSampling"
                        text: qsTr("Sampling of its own")
                        checked: root.draft.ownSampling ?? false
                        onToggled: root.change("ownSampling", checked)
                    }
                }
                SliderRow {
                    offered: root.draft.ownSampling ?? false
                    slideName: "presetTemperature"
                    name: qsTr("Temperature")
                    about: qsTr("0: always the most probable token")
                    to: 2
                    value: root.draft.temperature ?? 0.6
                    onMoved: value => root.change("temperature", value)
                }
                SliderRow {
                    offered: root.draft.ownSampling ?? false
                    name: qsTr("Top-p")
                    about: qsTr("1: off")
                    value: root.draft.topP ?? 0.95
                    onMoved: value => root.change("topP", value)
                }
                SliderRow {
                    offered: root.draft.ownSampling ?? false
                    name: qsTr("Top-k")
                    to: 100
                    step: 1
                    decimals: 0
                    zeroWord: qsTr("off")
                    value: root.draft.topK ?? 0
                    onMoved: value => root.change("topK", value)
                }
                SliderRow {
                    offered: root.draft.ownSampling ?? false
                    name: qsTr("Min-p")
                    to: 0.5
                    step: 0.01
                    zeroWord: qsTr("off")
                    value: root.draft.minP ?? 0
                    onMoved: value => root.change("minP", value)
                }
                PushButton {
                    objectName: "presetMore"
                    visible: root.draft.ownSampling ?? false
                    compact: true
                    kind: "quiet"
                    iconName: root.more ? "chevron-down" : "chevron-right"
                    text: qsTr("Penalties for repetition")
                    onClicked: root.more = !root.more
                }
                PenaltyRows {
                    width: parent.width
                    offered: (root.draft.ownSampling ?? false) && root.more
                    repetition: root.draft.repetitionPenalty ?? 1
                    presence: root.draft.presencePenalty ?? 0
                    frequency: root.draft.frequencyPenalty ?? 0
                    onMoved: (name, value) => root.change(name, value)
                }
            }
        }
        RowLayout {
            Layout.topMargin: Theme.space1
            spacing: Theme.space2

            PushButton {
                objectName: "clearPreset"
                text: qsTr("Reset")
                kind: "quiet"
                onClicked: { Library.clearPreset(root.path); root.close(); }
            }
            Item { Layout.fillWidth: true }
            PushButton { text: qsTr("Cancel"); kind: "quiet"; onClicked: root.close() }
            PushButton { objectName: "savePreset"; text: qsTr("Save"); kind: "primary"; onClicked: root.save() }
        }
    }
}
